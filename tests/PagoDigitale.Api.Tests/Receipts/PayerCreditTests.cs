using PagoDigitale.Api.Tests.Notices;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class PayerCreditTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_second_payment_pays_another_notice()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (twice, second) = await TwiceAsync(scene);
        var other = await scene.OwedAsync(6_000);

        var used = await scene.Client.Receipts.AssignPayerCreditAsync(
            scene.Organization,
            second.Id,
            new() { NoticeNumber = other.NoticeNumber, Reason = "Richiesta" }
        );

        (second.PayerCreditCents, used.PayerCreditCents).ShouldBe((10_000, 4_000));
        var position = await scene.Client.Positions.ReadAsync(scene.Organization, other.PositionId);
        (position.State, position.PaidCents).ShouldBe(("paid", 6_000));
        var receipt = await scene.Client.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(position).ReceiptId!);
        (receipt.Version, receipt.Classification, receipt.PaidAt).ShouldBe(("assigned", "regular", second.PaidAt));
        using (var pdf = await scene.Client.Receipts.DownloadAsync(scene.Organization, receipt.Id))
        {
            var printed = PrintedNotice.Text(await pdf.ReadBytesAsync());
            printed.ShouldContain("restituzione di un altro pagamento");
            printed.ShouldContain(second.ReceiptId);
            printed.ShouldNotContain("rendicontazione");
        }
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-4_000);
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.Client.Accertamenti.ListAsync(scene.Organization, number: "117")).Items.Single().CollectedCents.ShouldBe(16_000);
        (await scene.EventsAsync(second.Id)).ShouldContain("receipt.credit-assigned");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldContain(i => i.Class == "DOPPI" && i.Iuv == twice.Iuv);
        ShouldClose(await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization));
    }

    [Fact]
    public async Task What_was_paid_for_a_notice_nobody_knows_pays_the_one_it_was_meant_for()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(10_000);
        var unknown = owed with { NoticeNumber = "301000000000999999", ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(unknown)).ShouldBe("unknown-notice");
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, receiptId: unknown.ReceiptId)).Items.Single();

        await scene.Client.Receipts.AssignPayerCreditAsync(
            scene.Organization,
            receipt.Id,
            new() { NoticeNumber = owed.NoticeNumber, Reason = "Numero sbagliato" }
        );

        (await scene.StateAsync(owed)).ShouldBe("paid");
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_refund_takes_the_credit_down_and_the_item_is_an_exception_no_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (_, second) = await TwiceAsync(scene);

        (await RefundAsync(scene, second.Id, 4_000)).PayerCreditCents.ShouldBe(6_000);
        (await RefundAsync(scene, second.Id, 6_000)).PayerCreditCents.ShouldBe(0);

        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => i.Class == "DOPPI");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, second.Id, 1))).Code.ShouldBe("credit-too-low");
        (await scene.EventsAsync(second.Id)).Count(e => e == "receipt.credit-refunded").ShouldBe(2);
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PayerCreditsCents, summary.PayerCreditsCount, summary.PaidCents).ShouldBe((0, 0, 10_000));
        ShouldClose(summary);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (twice, second) = await TwiceAsync(scene);
        var (dear, open) = (await scene.OwedAsync(10_001), await scene.OwedAsync(1_000));
        var shared = PositionScene.Input(1_000);
        shared.PaymentOptions[0].Instalments[0].Transfers =
        [
            new() { AmountCents = 900 },
            new()
            {
                AmountCents = 100,
                OrganizationFiscalCode = PositionScene.OtherOrganization,
                Iban = PositionScene.OwnIban,
            },
        ];
        var several = PositionScene.Instalment(await scene.Positions.CreateAsync(shared)).NoticeNumber!;
        var draft = PositionScene.Input(1_000);
        draft.IsDraft = true;
        var unpublished = PositionScene.Instalment(await scene.Positions.CreateAsync(draft)).NoticeNumber!;

        Task<Receipt> Assign(string notice, string? receipt = null) =>
            scene.Client.Receipts.AssignPayerCreditAsync(
                scene.Organization,
                receipt ?? second.Id,
                new() { NoticeNumber = notice, Reason = "Richiesta" }
            );

        foreach (
            var (notice, code) in new[]
            {
                (twice.NoticeNumber, "position-already-paid"),
                (dear.NoticeNumber, "credit-too-low"),
                (several, "notice-of-several"),
                (unpublished, "instalment-not-payable"),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => Assign(notice))).Code.ShouldBe(code);
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => Assign("301000000000999999")))
            .Errors.Single()
            .Code.ShouldBe("notice-not-found");
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => Assign(open.NoticeNumber, "rcp_01kav7w1mh36kyb0ktv7qy8ebr"));
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => RefundAsync(scene, "rcp_01kav7w1mh36kyb0ktv7qy8ebr", 1));
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Client.Receipts.RefundPayerCreditAsync(
                    scene.Organization,
                    second.Id,
                    new()
                    {
                        AmountCents = 1,
                        RefundedOn = PositionScene.Today.AddDays(2),
                        Reason = "Mandato",
                    }
                )
            )
        ).Errors.Single().Code.ShouldBe("refunded-on-future");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_reversale_on_its_flow_does_not_settle_what_is_owed_back_to_the_payer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        var file = scene.Flow(paid.Row, (paid with { ReceiptId = second.ReceiptId }).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlowId));
        await scene.ReconcileAsync();
        await scene.Client.Reversali.CreateAsync(
            scene.Organization,
            new()
            {
                FlowId = file.FlowId,
                Counterpart = "pagoPA",
                CollectionAccount = "Tesoreria",
            }
        );

        (await scene.ItemsAsync(await scene.ReconcileAsync()))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(i => i.Class.ShouldBe("DOPPI"), i => i.AmountCents.ShouldBe(10_000));
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization))
            .Exceptions.ShouldHaveSingleItem()
            .Class.ShouldBe("DOPPI");

        await RefundAsync(scene, second.Id, 10_000);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldBeEmpty();
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldBeEmpty();
    }

    private static async Task<(Paid Paid, Receipt Second)> TwiceAsync(MoneyScene scene)
    {
        var paid = await scene.PaidAsync();
        var twice = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(twice)).ShouldBe("duplicate-payment");
        return (paid, (await scene.Client.Receipts.ListAsync(scene.Organization, receiptId: twice.ReceiptId)).Items.Single());
    }

    private static Task<Receipt> RefundAsync(MoneyScene scene, string receipt, long cents) =>
        scene.Client.Receipts.RefundPayerCreditAsync(
            scene.Organization,
            receipt,
            new()
            {
                AmountCents = cents,
                RefundedOn = PositionScene.Today,
                Reason = "Mandato 412",
            }
        );

    private static void ShouldClose(CollectionSummary summary) =>
        (summary.PaidCents - summary.PayerCreditsCents + summary.PaidToOthersCents + summary.OutstandingCents).ShouldBe(
            summary.IssuedCents - summary.CancelledCents
        );
}
