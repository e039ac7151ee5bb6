using System.Diagnostics;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.EmbeddedPostgres.Tests;

public sealed class StartTimeTests(ITestOutputHelper output)
{
    /// <summary>Generous, because the machine may be busy; the measured times are in decision 0002.</summary>
    [Fact]
    public async Task A_first_start_and_a_restart_take_seconds_not_minutes()
    {
        using var scene = new Scene();
        var clock = Stopwatch.StartNew();
        var ephemeral = await EmbeddedPostgresServer.StartAsync(scene.Ephemeral);
        var ephemeralStart = clock.Elapsed;
        clock.Restart();
        await ephemeral.DisposeAsync();
        var ephemeralStop = clock.Elapsed;

        clock.Restart();
        var first = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { DataDirectory = scene.Folder });
        var firstStart = clock.Elapsed;
        clock.Restart();
        await using var attached = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { DataDirectory = scene.Folder });
        var attach = clock.Elapsed;
        await first.DisposeAsync();
        clock.Restart();
        await attached.DisposeAsync();
        var stop = clock.Elapsed;
        clock.Restart();
        await using var second = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { DataDirectory = scene.Folder });
        var restart = clock.Elapsed;

        output.WriteLine(
            $"ephemeral: start {ephemeralStart.TotalMilliseconds:0} ms, stop {ephemeralStop.TotalMilliseconds:0} ms; "
                + $"persistent: first start {firstStart.TotalMilliseconds:0} ms, attach {attach.TotalMilliseconds:0} ms, "
                + $"stop {stop.TotalMilliseconds:0} ms, restart {restart.TotalMilliseconds:0} ms"
        );
        ephemeralStart.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        restart.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }
}
