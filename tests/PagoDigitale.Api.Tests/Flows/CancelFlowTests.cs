using System.Diagnostics;
using Npgsql;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class CancelFlowTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task A_flow_given_up_is_told_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));

        var cancelled = await scene.Flows.CancelAsync(scene.Organization, flow.Id);
        var again = await scene.Flows.CancelAsync(scene.Organization, flow.Id);

        (cancelled.State, cancelled.Version).ShouldBe(("cancelled", flow.Version + 1));
        again.Version.ShouldBe(cancelled.Version);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM events WHERE organization_id = {org} AND type = 'flow.cancelled'")).ShouldBe(
            1
        );
    }

    [Fact]
    public async Task A_flow_that_is_cancelled_stops_its_check_at_whatever_statement_it_is()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(10));
        // The statement that writes the verdicts waits here for as long as the test likes.
        await using var holder = new NpgsqlConnection($"{host.Api.ConnectionString};Pooling=false");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE flow_rows IN SHARE MODE", holder, transaction))
            await hold.ExecuteNonQueryAsync();
        var run = Task.Run(() => scene.Get<JobRunner>().RunOnceAsync(default));
        for (var i = 0; i < 1_500 && await WaitingAsync(scene) == 0; i++)
            await Task.Delay(20);
        (await WaitingAsync(scene)).ShouldBe(1);

        var clock = Stopwatch.StartNew();
        var cancelled = await scene.Flows.CancelAsync(scene.Organization, flow.Id);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await run.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();

        cancelled.State.ShouldBe("cancelled");
        await transaction.RollbackAsync();
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).State.ShouldBe("cancelled");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM flow_rows WHERE organization_id = {org}")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM flow_staging WHERE organization_id = {org}")).ShouldBe(0);
        (await scene.ScalarAsync<string>("SELECT state FROM jobs WHERE organization_id = {org}")).ShouldBe("done");
    }

    [Fact]
    public async Task A_cancellation_that_is_refused_does_not_wait_for_the_flow()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await using var holder = new NpgsqlConnection($"{host.Api.ConnectionString};Pooling=false");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (
            var hold = new NpgsqlCommand("SELECT 1 FROM flows WHERE organization_id = $1 FOR UPDATE", holder, transaction)
            {
                Parameters = { new() { Value = scene.Organization } },
            }
        )
            await hold.ExecuteNonQueryAsync();

        var refusal = await Should
            .ThrowAsync<PagoDigitaleConflictException>(() => scene.Flows.CancelAsync(scene.Organization, flow.Id))
            .WaitAsync(TimeSpan.FromSeconds(15));

        refusal.Code.ShouldBe("flow-not-cancellable");
    }

    [Fact]
    public async Task A_flow_of_another_organization_is_not_found()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));

        await RefusalAsync(404, "flow-not-found", () => other.Flows.CancelAsync(other.Organization, flow.Id));
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).State.ShouldBe("ready");
    }

    private static Task<long> WaitingAsync(FlowScene scene) =>
        scene.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'flow_rows'::regclass");
}
