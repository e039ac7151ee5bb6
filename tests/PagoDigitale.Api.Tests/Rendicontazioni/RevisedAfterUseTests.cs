using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>A payment that rows alone tell of, whose credit is used before a revision drops it or tells of less.</summary>
public sealed class RevisedAfterUseTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2_700)]
    public async Task What_was_given_back_of_a_second_payment_that_is_dropped_is_an_open_case(long refunded)
    {
        var (scene, _, file, second) = await SecondAsync();
        await RefundAsync(scene, second, refunded);

        await ReviseAsync(scene, file, file.Rows[0]);

        (await CasesAsync(scene)).ShouldBe([("refunded", refunded)]);
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
        var withdrawn = await scene.Client.Receipts.ReadAsync(scene.Organization, second);
        (withdrawn.PayerCreditCents ?? 0, withdrawn.Withdrawal is null, withdrawn.RevokedAt is null).ShouldBe((0, false, false));
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, second, 200))).Code.ShouldBe("credit-too-low");
        (await scene.EventsAsync(second)).ShouldContain("receipt.revoked");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldAllBe(i => i.Iuv == null || i.Class != "RT_NO_IUF");

        // Told of again, it is what it was.
        await scene.UploadAsync(file with { At = file.At.AddHours(2) });
        (await CasesAsync(scene)).ShouldBeEmpty();
        var again = await scene.Client.Receipts.ReadAsync(scene.Organization, second);
        (again.PayerCreditCents ?? 0, again.Withdrawal, again.RevokedAt, again.Classification).ShouldBe(
            (2_700 - refunded, null, null, "duplicate-payment")
        );
        await scene.ReconcileAsync();
    }

    [Fact]
    public async Task A_notice_that_its_credit_was_assigned_to_is_owed_again()
    {
        var (scene, _, file, second) = await SecondAsync();
        var other = await scene.OwedAsync(2_000);
        await AssignAsync(scene, second, other.NoticeNumber);

        await ReviseAsync(scene, file, file.Rows[0]);

        (await scene.StateAsync(other)).ShouldBe("payable");
        (await CasesAsync(scene)).ShouldBeEmpty();
        (await scene.EventsAsync(second)).ShouldContain("receipt.credit-assignment-withdrawn");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_first_payment_that_is_dropped_leaves_the_debt_open_and_its_receipt_pays_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(2_700);
        var file = scene.Flow(owed.Row with { Outcome = "9", AmountCents = 5_000 }, (await scene.PaidAsync(100)).Row);
        await scene.UploadAsync(file);
        await RefundAsync(scene, await ReceiptAsync(scene, owed.ReceiptId), 1);

        await ReviseAsync(scene, file, file.Rows[1]);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents, position.OutstandingCents).ShouldBe(("payable", 0, 2_700));
        (await CasesAsync(scene)).ShouldBe([("refunded", 1)]);
        await scene.BalancedAsync();
        (await scene.ReceiveAsync(owed)).ShouldBe("regular");
        (await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId)).PaidCents.ShouldBe(2_700);
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
    }

    [Fact]
    public async Task A_row_that_tells_of_less_reduces_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(2_700);
        var file = scene.Flow(owed.Row with { Outcome = "9", AmountCents = 5_000 });
        await scene.UploadAsync(file);
        var receipt = await ReceiptAsync(scene, owed.ReceiptId);
        await RefundAsync(scene, receipt, 1);

        await ReviseAsync(scene, file, owed.Row with { Outcome = "9" });

        var reduced = await scene.Client.Receipts.ReadAsync(scene.Organization, receipt);
        (reduced.AmountCents, reduced.PayerCreditCents ?? 0, reduced.Classification, reduced.Withdrawal).ShouldBe(
            (2_700, 0, "regular", null)
        );
        (await CasesAsync(scene)).ShouldBe([("refunded", 1)]);
        (await scene.EventsAsync(receipt)).ShouldNotContain("receipt.revoked");
        (await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId)).PaidCents.ShouldBe(2_700);
        await scene.BalancedAsync();
    }

    /// <summary>A revocation that leaves the state: another payment's row tells of the debt as before.</summary>
    [Fact]
    public async Task What_a_position_says_is_paid_follows_a_revocation_that_leaves_its_state()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(7_900);
        await scene.UploadAsync(scene.Flow(paid.Row with { ReceiptId = "ALTRA" }));

        await scene.UploadAsync(scene.Flow(paid.Row with { Outcome = "3" }, (await scene.PaidAsync(8_000)).Row));

        (await scene.Client.Positions.ReadAsync(scene.Organization, paid.PositionId)).PaidCents.ShouldBe(0);
        await scene.BalancedAsync();
    }

    private async Task<(MoneyScene Scene, Paid Paid, FlowFile File, string Second)> SecondAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(2_700);
        var file = scene.Flow(paid.Row, paid.Row with { ReceiptId = "Y", Outcome = "9" });
        await scene.UploadAsync(file);
        return (scene, paid, file, await ReceiptAsync(scene, "Y"));
    }

    private static Task ReviseAsync(MoneyScene scene, FlowFile file, params ReportedRow[] rows) =>
        scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = rows });

    private static async Task<string> ReceiptAsync(MoneyScene scene, string receiptId) =>
        (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = receiptId })).Items.Single().Id;
}
