using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>
/// What was given back beyond what is owed back is an open case, and each of its ends closes it; each end can be taken back.
/// </summary>
public sealed class RefundedCaseTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_notice_that_asks_for_it_closes_the_case()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var (first, rest) = (await scene.OwedAsync(1_500), await scene.OwedAsync(9_000));

        await ClaimAsync(scene, receipt, first);
        (await CasesAsync(scene)).ShouldBe([("refunded", 2_500)]);
        var claimed = await ClaimAsync(scene, receipt, rest);

        (await CasesAsync(scene)).ShouldBeEmpty();
        claimed
            .PayerCreditUses!.Select(u => (u.Kind, u.AmountCents, u.NoticeNumber))
            .ShouldBe([
                ("refunded", 4_000, null),
                ("claimed", 1_500, first.NoticeNumber),
                ("claimed", (long)2_500, (string?)rest.NoticeNumber),
            ]);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await ClosesAsync(scene);
        (await scene.ReceiveAsync(first)).ShouldBe("regular");
        await scene.BalancedAsync();
        (await scene.EventsAsync(receipt.Id)).Count(e => e == "receipt.credit-claimed").ShouldBe(2);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ClaimAsync(scene, receipt, rest))).Code.ShouldBe("nothing-to-claim");

        await WithdrawAsync(scene, receipt, claimed.PayerCreditUses!.Last().Id!);
        (await scene.EventsAsync(receipt.Id)).ShouldContain("receipt.credit-claim-withdrawn");
        (await CasesAsync(scene)).ShouldBe([("refunded", 2_500)]);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task A_refund_that_came_back_closes_the_case_and_one_that_did_not_opens_it_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);

        var back = await WithdrawAsync(scene, receipt, receipt.PayerCreditUses!.Single().Id!);

        (await CasesAsync(scene)).ShouldBeEmpty();
        back.PayerCreditUses!.Single().Withdrawal!.Reason.ShouldBe("Bonifico tornato");
        (await scene.EventsAsync(receipt.Id)).ShouldContain("receipt.credit-refund-withdrawn");
        await ClosesAsync(scene);
        await WithdrawAsync(scene, receipt, receipt.PayerCreditUses!.Single().Id!);
        await scene.BalancedAsync();

        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, receipt, 3_999))).Code.ShouldBe("credit-too-low");
        (await RefundAsync(scene, receipt, 4_000)).PayerCreditUses!.Single().Withdrawal.ShouldBeNull();
        (await CasesAsync(scene)).ShouldBe([("refunded", 4_000)]);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task A_revision_that_drops_the_revocation_closes_the_case_and_owes_back_what_was_claimed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, revoking) = await GivenBackTooMuchAsync(scene);
        await ClaimAsync(scene, receipt, await scene.OwedAsync(1_500));

        await scene.UploadAsync(revoking with { At = revoking.At.AddHours(1), Rows = [revoking.Rows[1]], TotalCents = null });

        (await CasesAsync(scene)).ShouldBeEmpty();
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(7_500);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task A_refund_of_a_cancelled_debt_that_came_back_leaves_it_paid_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason1 = "Doppia emissione" });
        await scene.ReceiveAsync(owed);
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, receiptId: owed.ReceiptId)).Items.Single();
        var refunded = await RefundAsync(scene, receipt, 10_000);
        (await scene.StateAsync(owed)).ShouldBe("cancelled");

        (await WithdrawAsync(scene, receipt, refunded.PayerCreditUses!.Single().Id!)).PayerCreditCents.ShouldBe(10_000);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents).ShouldBe(("paid", 10_000));
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task An_assignment_that_was_a_mistake_leaves_its_notice_owed_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        var other = await scene.OwedAsync(6_000);
        var used = await scene.Client.Receipts.AssignPayerCreditAsync(
            scene.Organization,
            second.Id,
            new() { NoticeNumber = other.NoticeNumber, Reason = "Richiesta" }
        );

        (await WithdrawAsync(scene, second, used.PayerCreditUses!.Single().Id!)).PayerCreditCents.ShouldBe(10_000);

        (await scene.StateAsync(other)).ShouldBe("payable");
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var cancelled = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, cancelled.PositionId, new() { Reason1 = "Errore" });
        var own = cancelled with { NoticeNumber = receipt.NoticeNumber };
        var taken = await scene.OwedAsync(1_000);
        await ClaimAsync(scene, receipt, taken);

        foreach (
            var (notice, code) in new[]
            {
                (own, "notice-not-claiming"),
                (cancelled, "notice-not-claiming"),
                (taken, "notice-claims-already"),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ClaimAsync(scene, receipt, notice))).Code.ShouldBe(code);
        var unknown = cancelled with { NoticeNumber = "301000000000999999" };
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ClaimAsync(scene, receipt, unknown)))
            .Errors.Single()
            .Code.ShouldBe("notice-not-found");
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => WithdrawAsync(scene, receipt, "pcu_01kav7w1mh36kyb0ktv7qy8ebr")))
            .Errors.Single()
            .Code.ShouldBe("credit-use-not-found");
        receipt.Id = "rcp_01kav7w1mh36kyb0ktv7qy8ebr";
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => ClaimAsync(scene, receipt, taken));
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => WithdrawAsync(scene, receipt, "pcu_01kav7w1mh36kyb0ktv7qy8ebr"));
        await scene.BalancedAsync();
    }

    /// <summary>4000 of a second payment of 10000 that was revoked afterwards.</summary>
    private static async Task<(Receipt Receipt, FlowFile Revoking)> GivenBackTooMuchAsync(MoneyScene scene)
    {
        var second = await SecondAsync(scene);
        await RefundAsync(scene, second, 4_000);
        var file = scene.Flow(new ReportedRow(second.Iuv, second.ReceiptId, 10_000, "3"), (await scene.PaidAsync(30_000)).Row) with
        {
            TotalCents = 20_000,
        };
        await scene.UploadAsync(file);
        (await CasesAsync(scene)).ShouldBe([("refunded", 4_000)]);
        return (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id), file);
    }

    private static async Task<Receipt> SecondAsync(MoneyScene scene)
    {
        var twice = (await scene.PaidAsync()) with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(twice)).ShouldBe("duplicate-payment");
        return (await scene.Client.Receipts.ListAsync(scene.Organization, receiptId: twice.ReceiptId)).Items.Single();
    }

    private static Task<Receipt> RefundAsync(MoneyScene scene, Receipt receipt, long cents) =>
        scene.Client.Receipts.RefundPayerCreditAsync(
            scene.Organization,
            receipt.Id,
            new()
            {
                AmountCents = cents,
                RefundedOn = PositionScene.Today,
                Reason = "Mandato 412",
            }
        );

    private static Task<Receipt> ClaimAsync(MoneyScene scene, Receipt receipt, Paid notice) =>
        scene.Client.Receipts.ClaimPayerCreditAsync(
            scene.Organization,
            receipt.Id,
            new() { NoticeNumber = notice.NoticeNumber, Reason = "Lettera" }
        );

    private static Task<Receipt> WithdrawAsync(MoneyScene scene, Receipt receipt, string use) =>
        scene.Client.Receipts.WithdrawPayerCreditUseAsync(
            scene.Organization,
            receipt.Id,
            new() { CreditUseId = use, Reason = "Bonifico tornato" }
        );

    private static async Task<List<(string, long)>> CasesAsync(MoneyScene scene) =>
        [.. (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Select(c => (c.Cause, c.AmountCents))];

    private static async Task ClosesAsync(MoneyScene scene)
    {
        await scene.BalancedAsync();
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PaidCents - summary.PayerCreditsCents + summary.PaidToOthersCents + summary.OutstandingCents).ShouldBe(
            summary.IssuedCents - summary.CancelledCents
        );
    }
}
