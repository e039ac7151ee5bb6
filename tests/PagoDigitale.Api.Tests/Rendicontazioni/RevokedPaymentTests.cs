using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>
/// What a PSP takes back (outcome 3) is paid no more and owed back no more, whatever it had paid, and however far it had come.
/// </summary>
public sealed class RevokedPaymentTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_second_payment_that_was_revoked_is_not_given_back_and_its_flow_can_be_booked()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        var both = scene.Flow(paid.Row, paid.Row with { ReceiptId = second.Iur });
        (await BookAsync(scene, both)).UnallocatedCents.ShouldBe(10_000);
        var other = await scene.PaidAsync(15_000);
        var file = scene.Flow(paid.Row with { ReceiptId = second.Iur, Outcome = "3" }, other.Row) with { TotalCents = 5_000 };

        var reversale = await BookAsync(scene, file);

        (reversale.AmountCents, reversale.Allocations.Single().AmountCents, reversale.UnallocatedCents).ShouldBe((5_000, 15_000, -10_000));
        (reversale.Warnings.Single().Code, reversale.Warnings.Single().AmountCents).ShouldBe(("more-taken-back", 10_000));
        var read = await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id);
        (read.PayerCreditCents, read.Classification, read.RevokedAt is not null).ShouldBe((0, "duplicate-payment", true));
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, second.Id, 1))).Code.ShouldBe("credit-too-low");
        (await scene.EventsAsync(second.Id)).ShouldContain("receipt.revoked");
        foreach (var account in new[] { "psp-clearing", "reported-clearing", "bank-suspense", "payer-credits", "receivables" })
            (await scene.BalanceAsync(account)).ShouldBe(0, account);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.AccertamentoAsync()).ShouldBe((25_000, 25_000, 25_000));
        (await scene.CasesAsync()).ShouldBeEmpty();
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync(flussoId: file.FlussoId))).Single(i => !i.IsRegular);
        item.NextStep.ShouldNotContain("refundPayerCredit");
    }

    [Fact]
    public async Task What_exceeded_the_debt_is_not_given_back_either()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.ReceiveAsync(owed with { Cents = 13_000 });
        var row = owed.Row with { AmountCents = 13_000 };
        await BookAsync(scene, scene.Flow(row));
        var other = await scene.PaidAsync(15_000);

        var reversale = await BookAsync(scene, scene.Flow(row with { Outcome = "3" }, other.Row) with { TotalCents = 2_000 });

        (reversale.Allocations.Single().AmountCents, reversale.UnallocatedCents).ShouldBe((5_000, -3_000));
        (await ReceiptAsync(scene, owed.ReceiptId)).PayerCreditCents.ShouldBe(0);
        (await scene.StateAsync(owed)).ShouldBe("payable");
        (await scene.BalanceAsync("receivables")).ShouldBe(10_000);
        (await scene.AccertamentoAsync()).ShouldBe((25_000, 15_000, 15_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_revoked_after_its_reversale_leaves_a_debt_that_can_be_collected_or_cancelled()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (again, cancelled) = (await scene.PaidAsync(), await scene.PaidAsync(4_000));
        await BookAsync(scene, scene.Flow(again.Row, cancelled.Row));
        (await scene.StateAsync(again)).ShouldBe("reconciled");
        var other = await scene.PaidAsync(20_000);
        var file = scene.Flow(again.Row with { Outcome = "3" }, cancelled.Row with { Outcome = "3" }, other.Row) with
        {
            TotalCents = 6_000,
        };

        await scene.UploadAsync(file);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, again.PositionId);
        (position.State, position.PaidCents, PositionScene.Instalment(position).ReceiptId).ShouldBe(("payable", 0, null));
        (await scene.BalanceAsync("receivables")).ShouldBe(14_000);
        (await scene.CasesAsync())
            .Select(c => (c.Cause, c.AmountCents))
            .ShouldBe([("revoked", 10_000), ("revoked", 4_000)], ignoreOrder: true);
        (await scene.Client.Positions.CancelAsync(scene.Organization, cancelled.PositionId, new() { Reason = "Stornato" })).State.ShouldBe(
            "cancelled"
        );
        (await scene.ReceiveAsync(again with { ReceiptId = Guid.NewGuid().ToString("N") })).ShouldBe("regular");
        await scene.BalancedAsync();
        await BookAsync(scene, file);
        (await scene.CasesAsync()).ShouldBeEmpty();
        (await scene.AccertamentoAsync()).ShouldBe((30_000, 30_000, 20_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task The_new_payment_is_booked_whether_the_revocation_was_booked_before_or_not()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, other) = (await scene.PaidAsync(), await scene.PaidAsync(20_000));
        await BookAsync(scene, scene.Flow(paid.Row));
        var revoking = scene.Flow(paid.Row with { Outcome = "3" }, other.Row) with { TotalCents = 10_000 };
        await scene.UploadAsync(revoking);
        var anew = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(anew)).ShouldBe("regular");

        (await BookAsync(scene, scene.Flow(anew.Row))).UnallocatedCents.ShouldBe(0);
        (await scene.CasesAsync()).Single().AmountCents.ShouldBe(10_000);
        (await BookAsync(scene, revoking)).UnallocatedCents.ShouldBe(0);

        (await scene.CasesAsync()).ShouldBeEmpty();
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.AccertamentoAsync()).ShouldBe((30_000, 30_000, 30_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_notice_paid_with_the_credit_of_a_revoked_payment_is_owed_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        var other = await scene.OwedAsync(6_000);
        await AssignAsync(scene, second.Id, other.NoticeNumber);
        var assigned = PositionScene.Instalment(await scene.Client.Positions.ReadAsync(scene.Organization, other.PositionId)).ReceiptId!;

        await RevokeAsync(scene, paid.Row with { ReceiptId = second.Iur });

        (await scene.StateAsync(other)).ShouldBe("payable");
        (await scene.Client.Receipts.ReadAsync(scene.Organization, assigned)).Classification.ShouldBe("withdrawn");
        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).PayerCreditCents.ShouldBe(0);
        (await scene.EventsAsync(second.Id)).ShouldContain("receipt.credit-assignment-withdrawn");
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.CasesAsync()).ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_was_given_back_of_a_revoked_payment_is_an_open_case()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        await RefundAsync(scene, second.Id, 4_000);

        await RevokeAsync(scene, paid.Row with { ReceiptId = second.Iur });

        var open = (await scene.CasesAsync()).Single();
        (open.Cause, open.AmountCents, open.RegularisedCents, open.CollectedCents).ShouldBe(("refunded", 4_000, 4_000, 0));
        (open.ReceiptId, open.ReversaleId, open.AccertamentoNumber).ShouldBe((second.Id, null, null));
        (
            await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoNumber = "117" })
        ).Items.ShouldBeEmpty();
        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).PayerCreditCents.ShouldBe(0);
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PayerCreditsCents, summary.PaidCents, summary.OutstandingCents, summary.IssuedCents).ShouldBe((0, 40_000, 0, 40_000));
        await scene.BalancedAsync();
    }

    /// <summary>The rendicontazione told of more than the receipt does, and what exceeded the debt was used meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_the_receipt_tells_was_given_back_or_assigned(bool isRefunded)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, other) = (await scene.OwedAsync(), await scene.OwedAsync(5_000));
        await scene.UploadAsync(scene.Flow(owed.Row with { AmountCents = 15_000, Outcome = "9" }));
        var receipt = await ReceiptAsync(scene, owed.ReceiptId);
        receipt.PayerCreditCents.ShouldBe(5_000);
        if (isRefunded)
            await RefundAsync(scene, receipt.Id, 5_000);
        else
            await AssignAsync(scene, receipt.Id, other.NoticeNumber);

        (await scene.ReceiveAsync(owed)).ShouldBe("regular");

        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(0);
        (await scene.StateAsync(other)).ShouldBe("payable");
        (await scene.CasesAsync()).Where(c => c.Cause == "refunded").Sum(c => c.AmountCents).ShouldBe(isRefunded ? 5_000 : 0);
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).PayerCreditsCents.ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_revision_that_drops_the_revocation_gives_the_payment_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        var (main, other) = (await scene.PaidAsync(3_000), await scene.PaidAsync(30_000));
        ReportedRow[] rows = [other.Row, paid.Row with { ReceiptId = second.Iur, Outcome = "3" }, main.Row with { Outcome = "3" }];
        var file = scene.Flow(rows) with { TotalCents = 17_000 };
        await scene.UploadAsync(file);
        (await scene.StateAsync(main)).ShouldBe("payable");

        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [other.Row], TotalCents = null });

        (await scene.StateAsync(main)).ShouldBe("paid");
        var read = await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id);
        (read.PayerCreditCents, read.RevokedAt).ShouldBe((10_000, null));
        (await scene.EventsAsync(second.Id)).ShouldContain("receipt.revocation-withdrawn");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_second_payment_takes_the_place_of_a_revoked_first_one()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);

        await RevokeAsync(scene, paid.Row);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, paid.PositionId);
        (position.State, PositionScene.Instalment(position).ReceiptId).ShouldBe(("paid", second.Id));
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    public async Task A_receipt_or_a_row_that_comes_after_its_revocation_pays_nothing(string outcome)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, other) = (await scene.OwedAsync(), await scene.PaidAsync(30_000));
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = "3" }, other.Row) with { TotalCents = 20_000 });
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = outcome }));
        (await scene.StateAsync(owed)).ShouldBe("payable");

        await scene.ReceiveAsync(owed);

        (await scene.StateAsync(owed)).ShouldBe("payable");
        (await ReceiptAsync(scene, owed.ReceiptId)).RevokedAt.ShouldNotBeNull();
        (await scene.BalanceAsync("receivables")).ShouldBe(10_000);
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_payment_is_attested_by_no_paper_until_the_revocation_is_dropped(bool isReportedOnly)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = isReportedOnly ? await scene.OwedAsync() : await scene.PaidAsync();
        if (isReportedOnly)
            await scene.UploadAsync(scene.Flow(paid.Row with { Outcome = "9" }));
        var receipt = await ReceiptAsync(scene, paid.ReceiptId);
        using (var paper = await scene.Client.Receipts.DownloadAsync(scene.Organization, receipt.Id))
            (await paper.ReadBytesAsync()).ShouldNotBeEmpty();
        var revocation = scene.Flow(paid.Row with { Outcome = "3" }, (await scene.PaidAsync(30_000)).Row) with { TotalCents = 20_000 };

        await scene.UploadAsync(revocation);

        (await scene.StateAsync(paid)).ShouldBe("payable");
        var refused = await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
            scene.Client.Receipts.DownloadAsync(scene.Organization, receipt.Id)
        );
        refused.Code.ShouldBe("receipt-revoked");
        refused.Message.ShouldContain($"{PositionScene.Today:yyyy-MM-dd}");
    }

    /// <summary>5400 told of a transfer of 4700: what exceeds it belongs to no accertamento, and comes back from none.</summary>
    [Fact]
    public async Task A_revocation_without_transfer_takes_back_what_was_told_and_no_other_transfer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(5_400);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 4_700 }, new() { AmountCents = 700 }];
        var instalment = PositionScene.Instalment(await scene.Positions.CreateAsync(input));
        var row = new ReportedRow(instalment.Iuv!, "R-" + instalment.NoticeNumber, 5_400, "9", TransferIndex: 1);
        (await BookAsync(scene, scene.Flow(row))).UnallocatedCents.ShouldBe(700);
        var other = await scene.PaidAsync(20_000);

        var reversale = await BookAsync(
            scene,
            scene.Flow(row with { Outcome = "3", TransferIndex = null }, other.Row) with
            {
                TotalCents = 14_600,
            }
        );

        reversale.UnallocatedCents.ShouldBe(-700);
        (await scene.CountAsync("reversale_payments WHERE transfer_index = 2 AND")).ShouldBe(0);
        (await scene.AccertamentoAsync()).ShouldBe((25_400, 20_000, 20_000));
        await scene.BalancedAsync();
    }

    /// <summary>
    /// The revocation comes first, then one flow tells of the first transfer, which it takes back as a whole, and another one of the
    /// second: counted by itself, the second would have paid a debt with a payment that is revoked.
    /// </summary>
    [Theory]
    [InlineData(4_700, "payable", 4_700)]
    [InlineData(4_000, "reported", 0)]
    public async Task What_is_told_more_of_a_revoked_payment_counts_with_the_whole_of_it(long taken, string state, long owed)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(4_700);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 4_000 }, new() { AmountCents = 700 }];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        var row = new Paid(position.Id, instalment.Id, instalment.NoticeNumber!, "R1", 4_700).Row with { TransferIndex = 1 };
        var other = await scene.PaidAsync(10_000);
        await scene.UploadAsync(
            scene.Flow(other.Row, row with { AmountCents = taken, Outcome = "3" }) with
            {
                TotalCents = 10_000 - taken,
            }
        );
        await scene.BalancedAsync();
        await scene.UploadAsync(scene.Flow(row with { AmountCents = 4_000, Outcome = "9" }));
        await scene.BalancedAsync();

        await scene.UploadAsync(scene.Flow(row with { TransferIndex = 2, AmountCents = 700, Outcome = "9" }));

        await scene.BalancedAsync();
        var read = await scene.Client.Positions.ReadAsync(scene.Organization, position.Id);
        (read.State, await scene.BalanceAsync("receivables")).ShouldBe((state, owed));
        (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iuv = row.Iuv }))
            .Items.ShouldHaveSingleItem()
            .AmountCents.ShouldBe(4_700);
    }

    /// <summary>As it was before revocations took a payment back.</summary>
    [Fact]
    public async Task A_revoked_payment_that_still_counts_is_seen_by_the_control()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        await scene.UploadAsync(scene.Flow((await scene.PaidAsync(30_000)).Row));
        await scene.Positions.SqlAsync(
            $"""
            UPDATE rendicontazione_rows SET iur = '{second.Iur}', iuv = '{paid.Iuv}', outcome_code = 3, amount_cents = -10000
            WHERE organization_id = '{scene.Organization}'
            """
        );

        var controls = (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).Controls;

        controls.Single(c => c.Name == "payments-against-receipts").DifferenceCents.ShouldBe(10_000);
    }

    private static async Task<Receipt> ReceiptAsync(MoneyScene scene, string receiptId) =>
        (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = receiptId })).Items.Single();

    /// <summary>Beside a payment of 300 euro, so that the transfer brings something; of 100 euro.</summary>
    private static async Task RevokeAsync(MoneyScene scene, ReportedRow row) =>
        await scene.UploadAsync(scene.Flow(row with { Outcome = "3" }, (await scene.PaidAsync(30_000)).Row) with { TotalCents = 20_000 });

    /// <summary>Uploaded, credited, reconciled and booked.</summary>
    private static async Task<Reversale> BookAsync(MoneyScene scene, FlowFile file)
    {
        var flow = await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, flow.TotalAmountCents, file.FlussoId));
        await scene.ReconcileAsync();
        return await scene.ReversaleAsync(file.FlussoId);
    }
}
