using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using GenerateFlow = PagoDigitale.Api.Features.Flows.Generation.GenerateFlow;
using ValidateFlow = PagoDigitale.Api.Features.Flows.Checking.ValidateFlow;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>What stops a generation, or kills it, and how it goes on.</summary>
public sealed class FlowInterruptedTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Without_a_default_station_generation_fails_and_goes_on_when_there_is_one_again()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var file = FlowScene.Many(5);
        var flow = await scene.CheckedAsync(file);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await scene.GenerateChunkAsync(flow, rows: 2);
        await StationAsync(scene, isActive: false);
        await host.Api.RunJobsAsync();

        var failed = await scene.Flows.ReadAsync(scene.Organization, flow.Id);

        failed.State.ShouldBe("failed");
        failed.Failure!.ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("no-default-station"),
            f => f.Remedy.ShouldContain("default"),
            f => f.Remedy.ShouldContain("confirm the flow again")
        );
        failed.Counts.ShouldSatisfyAllConditions(c => c.Generated.ShouldBe(2), c => c.Valid.ShouldBe(3));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM jobs WHERE organization_id = {org} AND state <> 'done'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM events WHERE organization_id = {org} AND type = 'flow.failed'")).ShouldBe(1);
        (await scene.UploadAsync(file)).ShouldSatisfyAllConditions(f => f.Id.ShouldBe(flow.Id), f => f.IsDuplicate.ShouldBeTrue());
        (await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.ConfirmAsync(scene.Organization, flow.Id))).Code.ShouldBe(
            "no-default-station"
        );

        await StationAsync(scene, isActive: true);
        var done = await scene.GeneratedAsync(flow);

        done.State.ShouldBe("completed");
        done.Failure.ShouldBeNull();
        done.Counts.Generated.ShouldBe(5);
        await scene.BalancedAsync(5 * 12_345);
    }

    [Fact]
    public async Task A_flow_given_up_half_way_keeps_its_positions_and_its_file()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var file = FlowScene.Many(3, prefix: "");
        var flow = await scene.CheckedAsync(file);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await scene.GenerateChunkAsync(flow, rows: 1);
        await StationAsync(scene, isActive: false);
        await host.Api.RunJobsAsync();

        (await scene.Flows.CancelAsync(scene.Organization, flow.Id)).State.ShouldBe("cancelled");

        (await scene.UploadAsync(file)).Id.ShouldBe(flow.Id);
        (await host.Api.Admin.Positions.ListAsync(scene.Organization, new() { FlowId = flow.Id })).Items.Count.ShouldBe(1);
        (await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.ConfirmAsync(scene.Organization, flow.Id))).Code.ShouldBe(
            "flow-not-ready"
        );
    }

    private static Task StationAsync(FlowScene scene, bool isActive) =>
        scene.SqlAsync($"UPDATE stations SET is_active = {isActive} WHERE organization_id = '{scene.Organization}'");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_generation_killed_again_and_again_loses_nothing_and_repeats_nothing(bool isGrouped)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(400), groupByDebtor: isGrouped);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        PublicId.TryParse(flow.Id, "flw", out var id).ShouldBeTrue();
        var job = new Job(Guid.NewGuid(), GenerateFlow.Kind, scene.Organization, $$"""{"flowId":"{{id}}"}""", 1);
        var kills = 0;
        for (var milliseconds = 4; milliseconds < 2_000; milliseconds += 7)
        {
            using var kill = new CancellationTokenSource(milliseconds);
            await using var scope = host.Api.Services.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<GenerateFlow>().RunAsync(job, 50, kill.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                kills++;
            }
        }
        kills.ShouldBeGreaterThan(0);
        await host.Api.RunJobsAsync();
        var done = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        done.State.ShouldBe("completed");
        done.Counts.Generated.ShouldBe(400);
        foreach (var table in new[] { "positions", "instalments", "transfers", "allocations", "postings", "debtors" })
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE organization_id = {{org}}")).ShouldBe(400, table);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT notice_number) FROM flow_rows WHERE organization_id = {org}")).ShouldBe(400);
        await scene.BalancedAsync(400L * 12_345);
    }

    [Fact]
    public async Task A_check_killed_half_way_gives_the_same_rows_when_run_again()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(12_000));
        PublicId.TryParse(flow.Id, "flw", out var id).ShouldBeTrue();
        var job = new Job(Guid.NewGuid(), ValidateFlow.Kind, scene.Organization, $$"""{"flowId":"{{id}}"}""", 1);
        using var kill = new CancellationTokenSource();
        var running = Task.Run(async () =>
        {
            await using var scope = host.Api.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ValidateFlow>().RunAsync(job, kill.Token);
        });
        // Progress is visible while it runs: wait for the first batch, then kill.
        while (!running.IsCompleted && (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Progress.ProcessedRows == 0)
            await Task.Yield();
        await kill.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM flow_staging WHERE organization_id = {org}")).ShouldBeGreaterThan(0);
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).State.ShouldBe("validating");
        await host.Api.RunJobsAsync();
        var ready = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        ready.State.ShouldBe("ready");
        ready.Counts.ShouldSatisfyAllConditions(c => c.Rows.ShouldBe(12_000), c => c.Valid.ShouldBe(12_000));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM flow_staging WHERE organization_id = {org}")).ShouldBe(0);
    }

    [Fact]
    public async Task Flows_generated_at_the_same_time_never_share_a_notice_number()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        foreach (var prefix in new[] { "P", "Q", "R" })
        {
            var flow = await scene.CheckedAsync(FlowScene.Many(300, prefix));
            await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        }
        var runners = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<JobRunner>(host.Api.Services)).ToList();
        await Task.WhenAll(
            runners.Select(r =>
                Task.Run(async () =>
                {
                    while (await r.RunOnceAsync(CancellationToken.None)) { }
                })
            )
        );
        await host.Api.RunJobsAsync();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM instalments WHERE organization_id = {org}")).ShouldBe(900);
        (
            await scene.ScalarAsync<long>(
                "SELECT count(DISTINCT notice_number) FROM flow_rows WHERE organization_id = {org} AND verdict = 'generated'"
            )
        ).ShouldBe(900);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM debtors WHERE organization_id = {org}")).ShouldBe(300);
        await scene.BalancedAsync(900L * 12_345);
    }
}
