using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Connections;
using PagoDigitale.Api.Tests.AcaNotices;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Connections;

/// <summary>What waits too long for a service is told once, and once that it does no more.</summary>
public sealed class ConnectionDelayTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task A_notice_that_the_archive_does_not_hear_of_for_a_quarter_of_an_hour_is_told_once()
    {
        var scene = await world.SceneAsync();
        await scene.PauseAsync();
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var told = new List<string>();

        foreach (var minutes in new[] { 14, 16, 17 })
            told.Add(await LookAsync(scene, minutes));
        await scene.PauseAsync(isPaused: false);
        await scene.LoadAsync();
        foreach (var minutes in new[] { 18, 19 })
            told.Add(await LookAsync(scene, minutes));

        told.ShouldBe(["0 0", "1 0", "1 0", "1 1", "1 1"]);
    }

    /// <returns>How often each was told by then.</returns>
    private static async Task<string> LookAsync(ArchiveScene scene, int minutes)
    {
        await using var then = await TestApi.BesideAsync(scene.Api, TestClock.In(TimeSpan.FromMinutes(minutes)));
        await then.Services.GetRequiredService<CallDueConnections>().RunOnceAsync(CancellationToken.None);
        var (delayed, caughtUp) = (await CountAsync("connection.delayed"), await CountAsync("connection.caught-up"));
        return $"{delayed} {caughtUp}";

        async Task<int> CountAsync(string type) => (await scene.Client.Events.ListAsync(scene.Code, new() { Type = type })).Items.Count;
    }
}
