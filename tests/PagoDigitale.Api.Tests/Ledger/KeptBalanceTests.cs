using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Ledger;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// Balances are kept and not summed anew. That they are what the postings say is looked at after every test (BalanceTable); here is what
/// happens when they are not, and what is kept of large organizations.
/// </summary>
public sealed class KeptBalanceTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_balance_that_was_not_posted_is_seen_and_lost_ones_are_made_anew()
    {
        var scene = await SceneAsync();
        await scene.FoldAsync();
        await scene.BalancedAsync();
        var before = await FiguresAsync(scene);

        await scene.Positions.SqlAsync(
            $"""
            UPDATE posting_totals SET amount_cents = amount_cents + CASE kind WHEN 'issued' THEN 1 ELSE -1 END
            WHERE organization_id = '{scene.Organization}' AND kind IN ('issued', 'paid')
            """
        );
        (await OffAsync(scene)).ShouldContain("balances-against-postings");

        // What the README says to do: the job makes them anew, with what was posted meanwhile.
        await scene.Positions.SqlAsync($"DELETE FROM posting_totals WHERE organization_id = '{scene.Organization}'");
        await scene.FoldAsync();
        (await OffAsync(scene)).ShouldBeEmpty();
        (await FiguresAsync(scene)).ShouldBe(before);
    }

    [Fact]
    public async Task A_figure_of_an_accertamento_that_no_payment_explains_is_seen()
    {
        var scene = await SceneAsync();
        await scene.FoldAsync();

        await ShiftAsync(scene, 5);
        (await OffAsync(scene)).ShouldBe(["accertamenti-against-payments"]);

        await ShiftAsync(scene, -5);
        (await OffAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_while_balances_are_lost_is_counted_once()
    {
        var scene = await SceneAsync();
        await scene.FoldAsync();
        await scene.Positions.SqlAsync($"DELETE FROM posting_totals WHERE organization_id = '{scene.Organization}'");
        await scene.PaidAsync(4_000);

        await scene.FoldAsync();

        (await OffAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_rolled_back_waits_for_nothing()
    {
        var scene = await SceneAsync();
        await scene.FoldAsync();

        await scene.Positions.CreateAsync(dryRun: true);

        (await scene.CountAsync("posting_tail WHERE")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_a_large_organization_the_comparison_is_kept_and_says_of_when_it_is()
    {
        var scene = await SceneAsync();
        // Postings of no debt, back and forth: the sums stay as they are.
        await scene.Positions.SqlAsync(
            $"""
            WITH posted AS (
                INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents)
                SELECT '{scene.Organization}', gen_random_uuid(), now(), 'refunded', CASE n % 2 WHEN 0 THEN 'treasury' ELSE 'revenue' END,
                    CASE n % 2 WHEN 0 THEN 'revenue' ELSE 'treasury' END, 100
                FROM generate_series(1, {2 * (ProveLedgers.SmallMax / 2) + 2}) n
                RETURNING *)
            INSERT INTO posting_tail (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents)
            SELECT organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents FROM posted
            """
        );
        await scene.FoldAsync();
        (await one.Api.Services.GetRequiredService<ProveLedgers>().RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        var proved = await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization);
        proved.IsBalanced.ShouldBeTrue();

        await scene.PaidAsync(4_000);

        var later = await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization);
        later.ControlsAsOf.ShouldBe(proved.ControlsAsOf);
        later.AsOf.ShouldBeGreaterThan(later.ControlsAsOf);
        later.TotalDebitCents.ShouldBe(proved.TotalDebitCents + 8_000);
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        summary.RegistersAsOf.ShouldBe(proved.ControlsAsOf);
        summary.PaidCount.ShouldBe(3);
        // Within the hour it is not compared again, whatever was posted.
        await scene.FoldAsync();
        await one.Api.Services.GetRequiredService<ProveLedgers>().RunOnceAsync(CancellationToken.None);
        (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).ControlsAsOf.ShouldBe(proved.ControlsAsOf);
    }

    /// <summary>Two payments, one of them come all the way.</summary>
    private async Task<MoneyScene> SceneAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(10_000);
        await scene.PaidAsync(3_000);
        var flow = scene.Flow(paid.Row);
        await scene.UploadAsync(flow);
        await scene.IssueAsync(flow.FlussoId);
        return scene;
    }

    private static async Task<string> FiguresAsync(MoneyScene scene)
    {
        var balance = await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization);
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        var accertamento = await scene.AccertamentoAsync();
        return string.Join(", ", balance.Accounts.Select(a => $"{a.Account} {a.DebitCents} {a.CreditCents}"))
            + $"; {summary.IssuedCount} {summary.PaidCount} {summary.OutstandingCount} {summary.RegularisedCount}; {accertamento}";
    }

    private static async Task<List<string>> OffAsync(MoneyScene scene) =>
        [
            .. (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization))
                .Controls.Where(c => c.DifferenceCents != 0)
                .Select(c => c.Name),
        ];

    private static Task ShiftAsync(MoneyScene scene, int cents) =>
        scene.Positions.SqlAsync(
            $"""
            UPDATE accertamento_balances SET collected_cents = collected_cents + ({cents}) WHERE organization_id = '{scene.Organization}'
            """
        );
}
