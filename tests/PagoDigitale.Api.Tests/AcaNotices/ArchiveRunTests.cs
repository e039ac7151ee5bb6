using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>Runs that are stopped, overtaken, or meet notices that cannot be told; and what the connection says of it.</summary>
public sealed class ArchiveRunTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.Archive.NoFaultAsync();

    public Task DisposeAsync() => world.Archive.NoFaultAsync();

    [Fact]
    public async Task An_alignment_without_its_connection_comes_to_rest()
    {
        var scene = await world.SceneAsync(isConnected: false);
        await scene.EnterAsync();
        await scene.Client.Connections.RemoveAsync(scene.Code, "aca");
        for (var i = 0; i < 3; i++)
            await scene.LoadAsync();
        var jobs = await scene.Positions.QueryAsync<long>(
            $"SELECT count(*) FROM jobs WHERE organization_id = '{scene.Code}' AND kind = 'aca-notices.load'"
        );
        await scene.LoadAsync();
        await scene.LoadAsync();
        (
            await scene.Positions.QueryAsync<long>(
                $"SELECT count(*) FROM jobs WHERE organization_id = '{scene.Code}' AND kind = 'aca-notices.load'"
            )
        )
            .Single()
            .ShouldBe(jobs.Single());
    }

    [Fact]
    public async Task An_archive_that_answers_no_call_is_not_working()
    {
        var scene = await world.SceneAsync();
        await scene.Archive.FaultAsync("html-page");
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var c = await scene.Client.Connections.ReadAsync(scene.Code, "aca");
        $"{c.State} success={c.LastSuccessAt is not null}".ShouldBe("failing success=False");
    }

    [Fact]
    public async Task Recovered_is_not_told_by_a_run_whose_only_call_failed()
    {
        var scene = await world.SceneAsync();
        await scene.Archive.FaultAsync("html-page");
        for (var i = 0; i < 6; i++)
            await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.SqlAsync(
            $"UPDATE aca_notices SET next_attempt_at = next_attempt_at + interval '10 years' WHERE organization_id = '{scene.Code}'"
        );
        await scene.Positions.CreateAsync();
        var c = await scene.CallAsync();
        (await scene.Client.Events.ListAsync(scene.Code, new() { Type = "connection.recovered" })).Items.Count.ShouldBe(0, c.State);
    }

    [Fact]
    public async Task Words_that_are_no_text_stop_nobody()
    {
        await using var archive = await PlayedArchive.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        var (bad, good) = (await scene.Positions.CreateAsync(), await scene.Positions.CreateAsync());
        var goods = new List<Position> { good };
        for (var i = 0; i < 30; i++)
            goods.Add(await scene.Positions.CreateAsync());
        archive.Answer = async (nav, _, http) =>
        {
            if (nav != NumberOf(bad))
                return false;
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("{\"title\":\"Bad request\",\"detail\":\"\\ud800\"}");
            return true;
        };
        await scene.ConnectAsync(archive.Url);
        await scene.LoadAsync();
        (await scene.ReadAsync(bad)).State.ShouldBe("refused");
        (await scene.NoticesAsync()).Values.Count(n => n.State == "loaded").ShouldBe(31);
        (await scene.Client.Connections.ReadAsync(scene.Code, "aca")).State.ShouldBe("working");
    }

    [Fact]
    public async Task Bad_notices_do_not_hold_up_a_closing()
    {
        await using var archive = await PlayedArchive.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        var bad = new HashSet<string>();
        for (var i = 0; i < 6; i++)
            bad.Add(NumberOf(await scene.Positions.CreateAsync()));
        var good = await scene.Positions.CreateAsync();
        archive.Answer = async (nav, _, http) =>
        {
            if (!bad.Contains(nav))
                return false;
            http.Response.StatusCode = 404;
            return true;
        };
        await scene.ConnectAsync(archive.Url);
        await scene.LoadAsync();
        await scene.CallAsync();
        archive.Has[NumberOf(good)].ShouldBe(10_000);
        await HurryAsync(scene);
        var c = await scene.CallAsync();
        await scene.Positions.CancelAsync(good);
        await scene.LoadAsync();
        archive.Has[NumberOf(good)].ShouldBe(0, $"{c.State} until {c.NextCallAt:O}, now {TestClock.Now:O}");
    }

    [Fact]
    public async Task A_lost_lease_does_not_undo_what_another_run_noted()
    {
        await using var archive = await PlayedArchive.StartAsync();
        await using var api = await TestApi.StartAsync(("PagoDigitale:Outbound:AttemptSeconds", "30"));
        var scene = new ArchiveScene(await MoneyScene.CreateAsync(api), world.Archive);
        var p = await scene.Positions.CreateAsync();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var failing = true;
        archive.Answer = async (nav, amount, http) =>
        {
            if (amount > 0)
            {
                archive.Has[nav] = amount;
                reached.TrySetResult();
                await go.Task;
                await http.Response.WriteAsync($"{{\"nav\":\"{nav}\",\"amount\":{amount}}}");
                return true;
            }
            if (!failing)
                return false;
            await http.Response.WriteAsync("<html>");
            return true;
        };
        await scene.EnterAsync(archive.Url);
        var first = Task.Run(() => api.RunJobsAsync());
        await reached.Task;
        await scene.Positions.SqlAsync(
            $"UPDATE jobs SET lease_until = now() - interval '1 second' WHERE organization_id = '{scene.Code}' AND state = 'running'"
        );
        await scene.Positions.CancelAsync(p);
        await using (var second = await TestApi.BesideAsync(api, TestClock.Instance))
            await second.RunJobsAsync();
        var between = (await scene.ReadAsync(p)).State;
        go.SetResult();
        await first;
        failing = false;
        await HurryAsync(scene);
        await scene.LoadAsync();
        await scene.CallAsync();
        $"{between}, then {(await scene.ReadAsync(p)).State} with {archive.Has[NumberOf(p)]}".ShouldBe("to-load, then withdrawn with 0");
    }

    [Fact]
    public async Task Stopped_in_the_middle_all_is_told_again()
    {
        await using var archive = await PlayedArchive.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        for (var i = 0; i < 40; i++)
            await scene.Positions.CreateAsync();
        using var stop = new CancellationTokenSource();
        archive.Answer = async (_, _, _) =>
        {
            if (archive.Calls.Count == 20)
                await stop.CancelAsync();
            return false;
        };
        await scene.EnterAsync(archive.Url);
        var runner = scene.Api.Services.GetRequiredService<JobRunner>();
        try
        {
            await runner.RunOnceAsync(JobLane.Outbound, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped, as it was told.
        }
        var before = archive.Has.Count;
        before.ShouldBeLessThan(40);
        await scene.WhenAlignedAsync();
        $"{archive.Has.Count} {(await scene.NoticesAsync()).Values.Count(n => n.State == "loaded")}".ShouldBe("40 40");
    }

    [Fact]
    public async Task Removed_and_entered_elsewhere_in_the_middle_of_a_run_all_is_told_there()
    {
        await using var archive = await PlayedArchive.StartAsync();
        await using var second = await PlayedArchive.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        for (var i = 0; i < 40; i++)
            await scene.Positions.CreateAsync();
        var once = 0;
        archive.Answer = async (_, _, _) =>
        {
            if (Interlocked.Exchange(ref once, 1) == 0)
            {
                await scene.Client.Connections.RemoveAsync(scene.Code, "aca");
                await scene.EnterAsync(second.Url);
            }
            return false;
        };
        await scene.EnterAsync(archive.Url);
        await scene.WhenAlignedAsync();
        $"{second.Has.Count} {(await scene.NoticesAsync()).Values.Count(n => n.State == "loaded")}".ShouldBe("40 40");
    }

    /// <summary>The time of whatever waits has come.</summary>
    private static Task HurryAsync(ArchiveScene scene) =>
        scene.Positions.SqlAsync(
            $"""
            UPDATE aca_notices SET next_attempt_at = now() - interval '10 years'
            WHERE organization_id = '{scene.Code}' AND state = 'to-load'
            """
        );

    private static string NumberOf(Position position) => PositionScene.Instalment(position).NoticeNumber!;
}
