using System.Net;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class ReadCollectionByMonthTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_year_is_told_by_month_and_service_whether_it_waits_for_the_balances_or_not()
    {
        var scene = await BookedAsync();

        var waiting = await scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization);
        await scene.FoldAsync();
        var folded = await scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization, TestClock.Today.Year);

        waiting.Year.ShouldBe(TestClock.Today.Year);
        foreach (var told in new[] { waiting, folded })
            told.Items.Select(Line)
                .ShouldBe([
                    (Month: $"{TestClock.Today:yyyy-MM}", Service: null, 0, 0, 0, 1_500, 1_500),
                    ($"{TestClock.Today:yyyy-MM}", "MULTE", 500, 500, 500, 0, 0),
                    ($"{TestClock.Today:yyyy-MM}", "TARI", 1_000, 1_000, 1_000, 0, 0),
                ]);
    }

    [Fact]
    public async Task All_rows_add_up_to_the_collection_summary()
    {
        var scene = await BookedAsync();
        await scene.FoldAsync();
        await scene.PaidAsync(250);

        var rows = (await scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization)).Items;
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);

        (
            rows.Sum(r => r.IssuedCents),
            rows.Sum(r => r.CancelledCents),
            rows.Sum(r => r.PaidCents),
            rows.Sum(r => r.PaidToOthersCents)
        ).ShouldBe((summary.IssuedCents, summary.CancelledCents, summary.PaidCents, summary.PaidToOthersCents));
        (rows.Sum(r => r.ReportedCents), rows.Sum(r => r.TransferredCents), rows.Sum(r => r.RegularisedCents)).ShouldBe(
            (summary.ReportedCents, summary.TransferredCents, summary.RegularisedCents)
        );
    }

    /// <summary>Half past midnight in Rome is the evening before elsewhere.</summary>
    [Fact]
    public async Task Months_and_years_are_those_of_the_Italian_calendar()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.PaidAsync(700);
        foreach (var table in new[] { "postings", "posting_tail" })
            await scene.Positions.SqlAsync(
                $"UPDATE {table} SET occurred_at = '2026-12-31T23:30:00Z' WHERE organization_id = '{scene.Organization}' AND kind = 'paid'"
            );

        for (var times = 0; times < 2; times++)
        {
            var (old, @new) = (await PaidAsync(scene, 2026), await PaidAsync(scene, 2027));
            old.ShouldBe([0]);
            @new.ShouldBe([700]);
            await scene.FoldAsync();
        }
        (await scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization, 2027)).Items.Single().Month.ShouldBe("2027-01");
        (await PaidAsync(scene, 2025)).ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_year_that_cannot_be_is_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var refused = await Should.ThrowAsync<PagoDigitaleException>(() =>
            scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization, 1999)
        );

        refused.Status.ShouldBe((int)HttpStatusCode.BadRequest);
    }

    private async Task<MoneyScene> BookedAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync(1_000)).Row, (await scene.PaidAsync(500, "MULTE")).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        await scene.IssueAsync(file.FlussoId);
        return scene;
    }

    private static async Task<long[]> PaidAsync(MoneyScene scene, int year) =>
        [.. (await scene.Client.Ledger.ReadCollectionByMonthAsync(scene.Organization, year)).Items.Select(r => r.PaidCents)];

    private static (string Month, string? Service, long Issued, long Paid, long Reported, long Transferred, long Regularised) Line(
        CollectionMonth row
    ) => (row.Month, row.ServiceCode, row.IssuedCents, row.PaidCents, row.ReportedCents, row.TransferredCents, row.RegularisedCents);
}
