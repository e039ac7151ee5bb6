using System.Net;
using System.Net.Sockets;
using Npgsql;
using Shouldly;
using Xunit;

namespace PagoDigitale.EmbeddedPostgres.Tests;

public sealed class StartAndStopTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_new_server_answers_in_unicode_on_loopback_alone()
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);

        server.ServerVersion.Major.ShouldBeGreaterThanOrEqualTo(15);
        server.IsAttached.ShouldBeFalse();
        Scene.IsRunning(server.ProcessId).ShouldBeTrue();
        (await Scene.AskAsync<string>(server.ConnectionString, "show server_encoding")).ShouldBe("UTF8");
        (await Scene.AskAsync<string>(server.ConnectionString, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await Scene.AskAsync<string>(server.ConnectionString, "show unix_socket_directories")).ShouldBe("");
        (
            await Scene.AskAsync<bool>(server.ConnectionString, "select bool_and(auth_method = 'scram-sha-256') from pg_hba_file_rules")
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_standby_shows_what_its_primary_has_and_only_reads()
    {
        await using var primary = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);
        await using var standby = await EmbeddedPostgresServer.StartAsync(
            _scene.Ephemeral with
            {
                DataDirectory = null,
                StandbyOf = primary.ConnectionString,
            }
        );

        (await Scene.AskAsync<bool>(standby.ConnectionString, "select pg_is_in_recovery()")).ShouldBeTrue();
        (await Scene.AskAsync<bool>(primary.ConnectionString, "select exists (select from pg_stat_replication)")).ShouldBeTrue();
        var error = await Should.ThrowAsync<PostgresException>(() =>
            Scene.AskAsync<int>(standby.ConnectionString, "create role anybody; select 1")
        );
        error.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);

        var text = server.ConnectionStringFor("postgres", "postgres", "not-the-password");
        var error = await Should.ThrowAsync<PostgresException>(() => Scene.AskAsync<int>(text, "select 1"));

        error.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task A_role_and_a_database_of_the_application_can_be_connected_to()
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);
        await Scene.AskAsync<int>(server.ConnectionString, "create role web login password 'secret'; select 1");
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        {
            await using var command = source.CreateCommand("create database shop owner web");
            await command.ExecuteNonQueryAsync();
        }

        var text = server.ConnectionStringFor("shop", "web", "secret");

        (await Scene.AskAsync<string>(text, "select current_user || '@' || current_database()")).ShouldBe("web@shop");
    }

    [Fact]
    public async Task Nobody_else_can_read_the_password()
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(server.DataDirectory, "superuser.password"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_restart_keeps_the_data_the_password_and_the_port()
    {
        var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        await Scene.RememberAsync(first, 42);
        await first.DisposeAsync();
        Scene.IsRunning(first.ProcessId).ShouldBeFalse();

        await using var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        second.IsAttached.ShouldBeFalse();
        second.ConnectionString.ShouldBe(first.ConnectionString);
        (await Scene.RecallAsync(second)).ShouldBe(42);
    }

    [Fact]
    public async Task Two_servers_run_at_once_in_different_folders()
    {
        using var other = new Scene();
        var servers = await Task.WhenAll(
            EmbeddedPostgresServer.StartAsync(_scene.Ephemeral),
            EmbeddedPostgresServer.StartAsync(other.Ephemeral)
        );
        await using var first = servers[0];
        await using var second = servers[1];

        await Scene.RememberAsync(first, 1);
        await Scene.RememberAsync(second, 2);

        (await Scene.RecallAsync(first)).ShouldBe(1);
        (await Scene.RecallAsync(second)).ShouldBe(2);
    }

    [Fact]
    public async Task An_ephemeral_server_deletes_its_data()
    {
        var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral);
        (await Scene.AskAsync<string>(server.ConnectionString, "show fsync")).ShouldBe("off");

        await server.DisposeAsync();

        Scene.IsRunning(server.ProcessId).ShouldBeFalse();
        Directory.Exists(_scene.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task An_ephemeral_server_refuses_a_folder_with_something_in_it()
    {
        Directory.CreateDirectory(_scene.Folder);
        await File.WriteAllTextAsync(Path.Combine(_scene.Folder, "precious.txt"), "data");

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgresServer.StartAsync(_scene.Ephemeral));

        error.Message.ShouldContain("not empty");
        File.Exists(Path.Combine(_scene.Folder, "precious.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task Settings_are_applied_but_cannot_open_the_server_to_the_network()
    {
        var settings = new Dictionary<string, string> { ["application_name"] = @"it's a \ test", ["listen_addresses"] = "*" };
        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral with { Settings = settings });

        (
            await Scene.AskAsync<string>(server.ConnectionString, "select reset_val from pg_settings where name = 'application_name'")
        ).ShouldBe(@"it's a \ test");
        (await Scene.AskAsync<string>(server.ConnectionString, "show listen_addresses")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_failed_start_quotes_the_log_and_leaves_nothing_of_an_ephemeral_server()
    {
        var options = _scene.Ephemeral with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } };

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgresServer.StartAsync(options));

        error.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");
        Directory.Exists(_scene.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgresServer.StartAsync(_scene.Ephemeral with { Port = port })
        );

        error.Message.ShouldContain($"did not start on port {port}");
        error.Message.ShouldContain("The port is in use");
    }

    [Fact]
    public async Task A_cancelled_start_leaves_neither_process_nor_data()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => EmbeddedPostgresServer.StartAsync(_scene.Ephemeral, cancellation.Token));

        Directory.Exists(_scene.Folder).ShouldBeFalse();
    }
}
