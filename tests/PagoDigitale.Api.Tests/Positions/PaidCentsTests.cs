using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// Paid is what is here: what was given back of it, or pays another notice, is paid no more, in positions as in the summary.
/// </summary>
public sealed class PaidCentsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_was_refunded_is_not_paid_and_is_again_when_the_refund_was_none()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(21_000);
        await scene.ReceiveAsync(owed with { Cents = 26_000 });
        await ShouldBePaidAsync(scene, (owed, 26_000));
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization)).Items.Single();

        var refunded = await RefundAsync(scene, receipt.Id, 5_000);
        await ShouldBePaidAsync(scene, (owed, 21_000));

        await scene.Client.Receipts.WithdrawPayerCreditUseAsync(
            scene.Organization,
            receipt.Id,
            new() { CreditUseId = refunded.PayerCreditUses!.Single().Id!, Reason = "Tornato" }
        );
        await ShouldBePaidAsync(scene, (owed, 26_000));
    }

    [Fact]
    public async Task What_was_assigned_is_paid_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, other) = (await scene.OwedAsync(10_000), await scene.OwedAsync(3_000));
        await scene.ReceiveAsync(owed with { Cents = 13_000 });
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization)).Items.Single();

        await AssignAsync(scene, receipt.Id, other.NoticeNumber);

        await ShouldBePaidAsync(scene, (owed, 10_000), (other, 3_000));
    }

    /// <summary>Reading, list and summary.</summary>
    private static async Task ShouldBePaidAsync(MoneyScene scene, params (Paid Debt, long Cents)[] expected)
    {
        var listed = (await scene.Client.Positions.ListAsync(scene.Organization)).Items;
        foreach (var (debt, cents) in expected)
        {
            (await scene.Client.Positions.ReadAsync(scene.Organization, debt.PositionId)).PaidCents.ShouldBe(cents);
            listed.Single(p => p.Id == debt.PositionId).PaidCents.ShouldBe(cents);
        }
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).PaidCents.ShouldBe(expected.Sum(e => e.Cents));
        await scene.BalancedAsync();
    }
}
