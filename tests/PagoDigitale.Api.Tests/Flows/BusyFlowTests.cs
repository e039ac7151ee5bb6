using System.Diagnostics;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>What one organization loads costs in proportion to its size.</summary>
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
        var excluded = (
            await scene.Flows.ListRowsAsync(scene.Organization, second.Id, new() { Verdict = ["excluded"] })
        ).Items.ShouldHaveSingleItem();
        excluded
            .Warnings!.Single(w => w.Code == "already-issued")
            .Value.ShouldBe(await scene.ScalarAsync<string>("SELECT min(notice_number) FROM instalments WHERE organization_id = {org}"));
        // Every row beside every position took seventy times as long.
        beside.ShouldBeLessThan((alone * 6) + TimeSpan.FromSeconds(5));
    }

    private static byte[] Alike(string prefix, int count) =>
        FlowScene.Csv([
            .. Enumerable
                .Range(1, count)
                .Select(i => $"{prefix}-{i};;{FlowScene.Rossi};Mario Rossi;{FlowScene.Service};Quota;10,00;31/12/2030;;"),
        ]);
}
