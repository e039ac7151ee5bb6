using Shouldly;
using Xunit;

namespace PagoDigitale.EmbeddedPostgres.Tests;

public sealed class SurvivalTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_killed_server_that_nobody_watches_starts_again_with_what_was_committed()
    {
        var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent with { RestartsWhenKilled = false });
        await Scene.RememberAsync(first, 7);
        await Scene.KillAsync(first.ProcessId);
        File.Exists(Path.Combine(_scene.Folder, "data", "postmaster.pid")).ShouldBeTrue();

        await using var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        second.IsAttached.ShouldBeFalse();
        (await Scene.RecallAsync(second)).ShouldBe(7);
        // The first owner lives on: the port it knows answers again.
        (await Scene.RecallAsync(first)).ShouldBe(7);
        await first.DisposeAsync();
        (await Scene.RecallAsync(second)).ShouldBe(7);
    }

    [Fact]
    public async Task A_backend_that_outlives_its_killed_server_is_waited_for()
    {
        var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent with { RestartsWhenKilled = false });
        await Scene.RememberAsync(first, 9);
        // A loop never looks at the postmaster, so this backend lives on for a while without it.
        var loop = Scene.AskAsync<int>(
            first.ConnectionString,
            "do $$ declare until timestamptz := clock_timestamp() + interval '3 seconds'; begin while clock_timestamp() < until "
                + "loop end loop; end $$; select 1"
        );
        await Task.Delay(500);
        await Scene.KillAsync(first.ProcessId);

        await using var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        (await Scene.RecallAsync(second)).ShouldBe(9);
        (await File.ReadAllTextAsync(second.LogFile)).ShouldContain("pre-existing shared memory block");
        await Task.WhenAny(loop);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_second_start_attaches_and_the_last_owner_stops_the_server()
    {
        var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        second.IsAttached.ShouldBeTrue();
        second.ProcessId.ShouldBe(first.ProcessId);

        await first.DisposeAsync();
        (await Scene.AskAsync<int>(second.ConnectionString, "select 1")).ShouldBe(1);

        await second.DisposeAsync();
        Scene.IsRunning(second.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task Starts_at_the_same_moment_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EmbeddedPostgresServer.StartAsync(_scene.Persistent)));

        servers.Select(server => server.ProcessId).Distinct().Count().ShouldBe(1);
        servers.Count(server => !server.IsAttached).ShouldBe(1);

        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        Scene.IsRunning(servers[0].ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_whose_owner_was_killed_is_taken_over_and_stopped_by_the_next()
    {
        using var program = await OwnerProgram.RunAsync(_scene.Folder, isEphemeral: false);
        await program.KillAsync();
        Scene.IsRunning(program.ServerProcessId).ShouldBeTrue();

        var server = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        server.IsAttached.ShouldBeTrue();
        server.ProcessId.ShouldBe(program.ServerProcessId);

        await server.DisposeAsync();
        Scene.IsRunning(program.ServerProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_used_by_another_process_is_not_stopped()
    {
        using var program = await OwnerProgram.RunAsync(_scene.Folder, isEphemeral: false);

        var server = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        await server.DisposeAsync();

        Scene.IsRunning(program.ServerProcessId).ShouldBeTrue();
        await program.KillAsync();
        await (await EmbeddedPostgresServer.StartAsync(_scene.Persistent)).DisposeAsync();
        Scene.IsRunning(program.ServerProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task An_ephemeral_server_ends_with_its_killed_owner_and_takes_its_data_along()
    {
        using var program = await OwnerProgram.RunAsync(_scene.Folder, isEphemeral: true);

        await program.KillAsync();

        (await Scene.BecomesTrueAsync(() => !Scene.IsRunning(program.ServerProcessId))).ShouldBeTrue();
        (await Scene.BecomesTrueAsync(() => !Directory.Exists(_scene.Folder))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stale_lock_file_that_names_another_program_is_no_obstacle()
    {
        var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        await first.DisposeAsync();
        var cluster = Path.Combine(_scene.Folder, "data");
        await File.WriteAllTextAsync(
            Path.Combine(cluster, "postmaster.pid"),
            $"{Environment.ProcessId}\n{cluster}\n1\n{first.Port}\n\n127.0.0.1\n1 1\nready   \n"
        );

        await using var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        second.IsAttached.ShouldBeFalse();
        Scene.IsRunning(Environment.ProcessId).ShouldBeTrue();
    }

    [Fact]
    public async Task A_half_made_cluster_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(_scene.Folder, "data.new-interrupted", "base"));

        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        (await Scene.AskAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
        Directory.GetDirectories(_scene.Folder, "data.new-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_password_file_is_explained()
    {
        await (await EmbeddedPostgresServer.StartAsync(_scene.Persistent)).DisposeAsync();
        File.Delete(Path.Combine(_scene.Folder, "superuser.password"));

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgresServer.StartAsync(_scene.Persistent));

        error.Message.ShouldContain("superuser.password' is missing");
        PostmasterStatus.Read(Path.Combine(_scene.Folder, "data", "postmaster.pid")).ShouldBeNull();
    }
}
