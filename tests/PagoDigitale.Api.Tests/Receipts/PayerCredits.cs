using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>What the tests of credits share: second payments, what is given back of them, and the cases that come of it.</summary>
internal static class PayerCredits
{
    public static async Task<(Paid Paid, Receipt Second)> TwiceAsync(MoneyScene scene)
    {
        var paid = await scene.PaidAsync();
        var twice = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(twice)).ShouldBe("duplicate-payment");
        return (paid, (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = twice.ReceiptId })).Items.Single());
    }

    /// <summary>10000 that came twice, and are all owed back.</summary>
    public static async Task<Receipt> SecondAsync(MoneyScene scene) => (await TwiceAsync(scene)).Second;

    /// <summary>4000 of a second payment of 10000 that was revoked afterwards.</summary>
    public static async Task<(Receipt Receipt, FlowFile Revoking)> GivenBackTooMuchAsync(MoneyScene scene)
    {
        var second = await SecondAsync(scene);
        await RefundAsync(scene, second.Id, 4_000);
        var file = scene.Flow(new ReportedRow(second.Iuv, second.Iur, 10_000, "3"), (await scene.PaidAsync(30_000)).Row) with
        {
            TotalCents = 20_000,
        };
        await scene.UploadAsync(file);
        (await CasesAsync(scene)).ShouldBe([("refunded", 4_000)]);
        return (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id), file);
    }

    public static Task<Receipt> AssignAsync(MoneyScene scene, string receipt, string notice, string reason = "Richiesta") =>
        scene.Client.Receipts.AssignPayerCreditAsync(scene.Organization, receipt, new() { NoticeNumber = notice, Reason = reason });

    public static Task<Receipt> RefundAsync(MoneyScene scene, string receipt, long cents, string reason = "Mandato 412") =>
        scene.Client.Receipts.RefundPayerCreditAsync(
            scene.Organization,
            receipt,
            new()
            {
                AmountCents = cents,
                RefundedOn = PositionScene.Today,
                Reason = reason,
            }
        );

    public static Task<Receipt> ClaimAsync(MoneyScene scene, string receipt, Paid notice) =>
        scene.Client.Receipts.ClaimPayerCreditAsync(
            scene.Organization,
            receipt,
            new() { NoticeNumber = notice.NoticeNumber, Reason = "Lettera" }
        );

    public static Task<Receipt> WithdrawAsync(MoneyScene scene, string receipt, string use) =>
        scene.Client.Receipts.WithdrawPayerCreditUseAsync(
            scene.Organization,
            receipt,
            new() { CreditUseId = use, Reason = "Bonifico tornato" }
        );

    public static async Task<List<(string, long)>> CasesAsync(MoneyScene scene) =>
        [.. (await scene.CasesAsync()).Select(c => (c.Cause, c.AmountCents))];

    public static async Task ClosesAsync(MoneyScene scene)
    {
        await scene.BalancedAsync();
        ShouldClose(await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization));
    }

    public static void ShouldClose(CollectionSummary summary) =>
        (summary.PaidCents - summary.PayerCreditsCents + summary.PaidToOthersCents + summary.OutstandingCents).ShouldBe(
            summary.IssuedCents - summary.CancelledCents
        );
}
