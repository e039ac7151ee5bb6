using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>A PSP takes back a part of a payment: what it took back is owed to nobody, and what is left pays the debt first.</summary>
public sealed class PartlyRevokedTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Of_a_second_payment_only_what_is_left_can_be_given_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        var other = await scene.OwedAsync(7_000);

        var revoking = await RevokeAsync(scene, second, 4_000);

        (await CreditAsync(scene, second)).ShouldBe(6_000);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-6_000);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, second.Id, 6_001))).Code.ShouldBe(
            "credit-too-low"
        );
        var assigning = () => AssignAsync(scene, second.Id, other.NoticeNumber);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(assigning)).Code.ShouldBe("credit-too-low");
        await scene.BalancedAsync();

        await scene.UploadAsync(revoking with { At = revoking.At.AddHours(1), Rows = [revoking.Rows[1]], TotalCents = null });
        (await CreditAsync(scene, second)).ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Parts_add_up_to_the_whole()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        await RevokeAsync(scene, second, 4_000);
        (await RefundAsync(scene, second.Id, 1_000)).PayerCreditCents.ShouldBe(5_000);

        await RevokeAsync(scene, second, 3_000);
        (await CreditAsync(scene, second)).ShouldBe(2_000);
        await RevokeAsync(scene, second, 3_000);

        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).RevokedAt.ShouldNotBeNull();
        (await CasesAsync(scene)).ShouldBe([("refunded", 1_000)]);
        await scene.BalancedAsync();
    }

    /// <summary>13000 for 10000: of what is left 10000 pay the debt.</summary>
    [Theory]
    [InlineData(1_000, 2_000)]
    [InlineData(5_000, 0)]
    public async Task What_exceeded_the_debt_goes_first(long takenCents, long leftCents)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.ReceiveAsync(owed with { Cents = 13_000 });
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = owed.ReceiptId })).Items.Single();

        await RevokeAsync(scene, receipt, takenCents);

        (await CreditAsync(scene, receipt)).ShouldBe(leftCents);
        (await scene.StateAsync(owed)).ShouldBe("paid", "a part is a question for the PSP");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task One_of_several_own_transfers_is_taken_off_the_credit()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(5_400);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 4_700 }, new() { AmountCents = 700 }];
        var instalment = PositionScene.Instalment(await scene.Positions.CreateAsync(input));
        ReportedRow[] Rows(string id) =>
            [new(instalment.Iuv!, id, 4_700, "9", TransferIndex: 1), new(instalment.Iuv!, id, 700, "9", TransferIndex: 2)];
        await scene.UploadAsync(scene.Flow(Rows("R-1")));
        await scene.UploadAsync(scene.Flow(Rows("R-2")));
        var second = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = "R-2" })).Items.Single();
        second.PayerCreditCents.ShouldBe(5_400);

        await scene.UploadAsync(
            scene.Flow(Rows("R-2")[1] with { Outcome = "3" }, (await scene.PaidAsync(30_000)).Row) with
            {
                TotalCents = 29_300,
            }
        );

        (await CreditAsync(scene, second)).ShouldBe(4_700);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_was_used_beyond_what_is_left_is_owed_again_or_an_open_case()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        var other = await scene.OwedAsync(6_000);
        await AssignAsync(scene, second.Id, other.NoticeNumber);
        await RefundAsync(scene, second.Id, 4_000);

        await RevokeAsync(scene, second, 1_000);
        (await scene.StateAsync(other)).ShouldBe("payable");
        (await CreditAsync(scene, second)).ShouldBe(5_000);
        await RefundAsync(scene, second.Id, 5_000);
        await RevokeAsync(scene, second, 2_500);

        (await CasesAsync(scene)).ShouldBe([("refunded", 2_500)]);
        await scene.BalancedAsync();
    }

    /// <summary>A second payment of which a part is gone, and that becomes the first.</summary>
    [Fact]
    public async Task A_part_stays_taken_back_when_the_payment_takes_another_place()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.DeclareAsync(owed);
        await scene.ReceiveAsync(owed with { Cents = 13_000 });
        var second = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = owed.ReceiptId })).Items.Single();
        await RevokeAsync(scene, second, 2_000);
        (await CreditAsync(scene, second)).ShouldBe(11_000);

        await scene.Client.Positions.WithdrawOutsidePaymentAsync(
            scene.Organization,
            owed.PositionId,
            new() { InstalmentId = owed.InstalmentId, Reason = "Errore" }
        );

        (await scene.StateAsync(owed)).ShouldBe("paid");
        (await CreditAsync(scene, second)).ShouldBe(1_000);
        await scene.BalancedAsync();
    }

    /// <summary>No flow has told of the payment yet: what is left of it is collected all the same.</summary>
    [Fact]
    public async Task A_part_taken_back_before_the_payment_is_told_leaves_the_rest_collected()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, other) = (await scene.PaidAsync(10_000), await scene.PaidAsync(20_000));
        await scene.UploadAsync(scene.Flow(other.Row, paid.Row with { AmountCents = 3_000, Outcome = "3" }) with { TotalCents = 17_000 });

        (await scene.AccertamentoAsync()).ShouldBe((30_000, 27_000, 0));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_debt_made_after_a_row_and_its_revocation_is_open()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var notice = NoticeNumber.GenerateText(3, 47, 888_811);
        var row = new ReportedRow(notice[1..], "R-9", 10_000, "9");
        await scene.UploadAsync(scene.Flow(row));
        await scene.UploadAsync(scene.Flow(row with { Outcome = "3" }, (await scene.PaidAsync(30_000)).Row) with { TotalCents = 20_000 });
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = notice;

        (await scene.Positions.CreateAsync(input)).State.ShouldBe("payable");
        await scene.BalancedAsync();
    }

    /// <summary>Beside a payment of 300 euro, so that the transfer brings something.</summary>
    private static async Task<FlowFile> RevokeAsync(MoneyScene scene, Receipt receipt, long cents)
    {
        var file = scene.Flow(new ReportedRow(receipt.Iuv, receipt.Iur, cents, "3"), (await scene.PaidAsync(30_000)).Row) with
        {
            TotalCents = 30_000 - cents,
        };
        await scene.UploadAsync(file);
        return file;
    }

    private static async Task<long?> CreditAsync(MoneyScene scene, Receipt receipt) =>
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents;
}
