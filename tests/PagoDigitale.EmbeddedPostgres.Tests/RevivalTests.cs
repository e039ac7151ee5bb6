using Shouldly;
using Xunit;

namespace PagoDigitale.EmbeddedPostgres.Tests;

public sealed class RevivalTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_server_is_started_again_by_who_holds_it_on_the_port_it_had(bool isEphemeral)
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(isEphemeral ? _scene.Ephemeral : _scene.Persistent);
        await Scene.RememberAsync(server, 7);
        var connectionString = server.ConnectionString;
        for (var time = 1; time <= 2; time++)
        {
            var killed = server.ProcessId;

            await Scene.KillAsync(killed);

            (await Scene.BecomesTrueAsync(() => server.ProcessId != killed && Scene.IsRunning(server.ProcessId))).ShouldBeTrue();
            server.ConnectionString.ShouldBe(connectionString);
            // An ephemeral server does not wait for the disk: what it was told last may be gone.
            (isEphemeral ? await Scene.AskAsync<int>(server.ConnectionString, "select 7") : await Scene.RecallAsync(server)).ShouldBe(7);
        }
    }

    [Fact]
    public async Task Of_two_owners_that_watch_one_starts_it_and_both_hold_it()
    {
        await using var first = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        await using var second = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        var killed = first.ProcessId;

        await Scene.KillAsync(killed);

        (await Scene.BecomesTrueAsync(() => first.ProcessId != killed && second.ProcessId == first.ProcessId)).ShouldBeTrue();
        Scene.IsRunning(first.ProcessId).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_its_last_owner_stopped_stays_stopped()
    {
        var server = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);
        var said = new List<string>();
        server.Revived += said.Add;

        await server.DisposeAsync();

        Scene.IsRunning(server.ProcessId).ShouldBeFalse();
        said.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_server_says_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            // There the folder inherits the access of its owner's profile.
            return;
        }

        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Persistent);

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        (File.GetUnixFileMode(server.LogFile) & others).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(Path.GetDirectoryName(server.LogFile)!) & others).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(Path.Combine(_scene.Folder, "superuser.password")) & others).ShouldBe(UnixFileMode.None);
    }
}
