using PagoDigitale.Api.Tests.Notices;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class AssignPayerCreditTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_second_payment_pays_another_notice()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (twice, second) = await TwiceAsync(scene);
        var other = await scene.OwedAsync(6_000);

        var used = await AssignAsync(scene, second.Id, other.NoticeNumber);

        (second.PayerCreditCents, used.PayerCreditCents).ShouldBe((10_000, 4_000));
        var position = await scene.Client.Positions.ReadAsync(scene.Organization, other.PositionId);
        (position.State, position.PaidCents).ShouldBe(("paid", 6_000));
        var receipt = await scene.Client.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(position).ReceiptId!);
        (receipt.Version, receipt.Classification, receipt.PaidAt).ShouldBe(("assigned", "regular", second.PaidAt));
        using (var pdf = await scene.Client.Receipts.DownloadAsync(scene.Organization, receipt.Id))
        {
            var printed = PrintedNotice.Text(await pdf.ReadBytesAsync());
            printed.ShouldContain("restituzione di un altro pagamento");
            printed.ShouldContain(second.Iur);
            printed.ShouldNotContain("rendicontazione");
        }
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-4_000);
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" }))
            .Items.Single()
            .CollectedCents.ShouldBe(16_000);
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
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = unknown.ReceiptId })).Items.Single();

        await AssignAsync(scene, receipt.Id, owed.NoticeNumber, "Numero sbagliato");

        (await scene.StateAsync(owed)).ShouldBe("paid");
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (twice, second) = await TwiceAsync(scene);
        var dear = await scene.OwedAsync(10_001);
        var shared = PositionScene.Input(1_000);
        shared.PaymentOptions![0].Instalments[0].Transfers =
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

        foreach (
            var (notice, code) in new[]
            {
                (twice.NoticeNumber, "position-already-paid"),
                (dear.NoticeNumber, "credit-too-low"),
                (several, "notice-of-several"),
                (unpublished, "instalment-not-payable"),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => AssignAsync(scene, second.Id, notice))).Code.ShouldBe(code);
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => AssignAsync(scene, second.Id, "301000000000999999")))
            .Errors.Single()
            .Code.ShouldBe("notice-not-found");
        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).PayerCreditCents.ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_pays_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        var owed = await scene.OwedAsync(1_000);

        await FieldRefusalAsync("noticeNumber", "notice-number-invalid", () => AssignAsync(scene, second.Id, owed.Iuv));
        await FieldRefusalAsync("reason", "not-empty", () => AssignAsync(scene, second.Id, owed.NoticeNumber, " "));
        (await scene.StateAsync(owed)).ShouldBe("payable");
        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).PayerCreditUses.ShouldBeNull();
    }

    [Fact]
    public async Task A_receipt_of_another_organization_pays_nothing_here()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var (theirs, owed) = (await SecondAsync(other), await scene.OwedAsync(1_000));

        foreach (var receipt in new[] { theirs.Id, "rcp_01kav7w1mh36kyb0ktv7qy8ebr" })
            await RefusalAsync(404, "receipt-not-found", () => AssignAsync(scene, receipt, owed.NoticeNumber));
        (await scene.StateAsync(owed)).ShouldBe("payable");
    }
}
