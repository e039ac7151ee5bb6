using System.Diagnostics;
using Npgsql;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>What one organization loads costs in proportion to its size, and is given up when it says so.</summary>
public sealed class BusyFlowTests(FlowApi fixture, ITestOutputHelper output) : IClassFixture<FlowApi>
{
    private const int Rows = 3_000;

    [Fact]
    public async Task Rows_of_one_debtor_and_amount_beside_as_many_alike_positions_are_checked_in_proportion()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var clock = Stopwatch.StartNew();
        var first = await scene.CheckedAsync(Alike("A", Rows));
        var alone = clock.Elapsed;
        (await scene.GeneratedAsync(first)).Counts.Generated.ShouldBe(Rows);

        clock.Restart();
        var second = await scene.CheckedAsync([
            .. Alike("B", Rows),
            .. "\n;;RSSMRA80A01H501U;Mario Rossi;QUOTA;Quota;10,00;31/12/2030;;\n"u8,
        ]);
        var beside = clock.Elapsed;

        output.WriteLine($"{Rows} rows: {alone.TotalSeconds:0.0} s alone, {beside.TotalSeconds:0.0} s beside as many positions");
        (second.State, second.Counts.Valid, second.Counts.Excluded).ShouldBe(("ready", Rows, 1));
        var excluded = (await scene.Flows.ListRowsAsync(scene.Organization, second.Id, verdict: "excluded")).Items.ShouldHaveSingleItem();
        excluded
            .Warnings!.Single(w => w.Code == "already-issued")
            .Value.ShouldBe(await scene.ScalarAsync<string>("SELECT min(notice_number) FROM instalments WHERE organization_id = {org}"));
        // Every row beside every position took seventy times as long.
        beside.ShouldBeLessThan((alone * 6) + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_flow_that_is_cancelled_stops_its_check_at_whatever_statement_it_is()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(10));
        // The statement that writes the verdicts waits here for as long as the test likes.
        await using var holder = new NpgsqlConnection($"{fixture.Api.ConnectionString};Pooling=false");
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
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await using var holder = new NpgsqlConnection($"{fixture.Api.ConnectionString};Pooling=false");
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

    private static byte[] Alike(string prefix, int count) =>
        FlowScene.Csv([
            .. Enumerable
                .Range(1, count)
                .Select(i => $"{prefix}-{i};;{FlowScene.Rossi};Mario Rossi;{FlowScene.Service};Quota;10,00;31/12/2030;;"),
        ]);

    private static Task<long> WaitingAsync(FlowScene scene) =>
        scene.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'flow_rows'::regclass");
}
