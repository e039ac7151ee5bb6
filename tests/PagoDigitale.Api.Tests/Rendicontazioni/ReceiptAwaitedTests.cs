using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>
/// A row of a payment with request whose receipt does not come: first it is awaited, and after a week the row is the proof.
/// </summary>
public sealed class ReceiptAwaitedTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("0", 7_000, 0)]
    [InlineData("4", 7_000, 0)]
    [InlineData("0", 6_500, 500)]
    public async Task After_a_week_the_row_settles_the_debt(string outcome, long told, long missing)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(7_000);
        var file = scene.Flow(owed.Row with { Outcome = outcome, AmountCents = told });
        await scene.UploadAsync(file);

        (await MoneyAsync(scene, owed)).ShouldBe(("reported", 0, 0));
        (await AwaitedAsync(scene)).ShouldBe((7_000, 7_000, 1));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldContain(i => i.Class == "IUV_NO_RT");
        await scene.AWeekLaterAsync();
        await scene.ReconcileAsync();

        (await MoneyAsync(scene, owed)).ShouldBe(("reported", told, missing));
        (await AwaitedAsync(scene)).ShouldBe((missing, 0, 0));
        // The same file in a new revision does not start another week.
        await scene.UploadAsync(file with { At = file.At.AddHours(1) });
        (await MoneyAsync(scene, owed)).ShouldBe(("reported", told, missing));
        await scene.UploadAsync(file with { At = file.At.AddHours(2), Rows = [owed.Row with { Outcome = outcome }] });
        (await MoneyAsync(scene, owed)).ShouldBe(("reported", 7_000, 0));
        if (missing > 0)
            await scene.UploadAsync(file with { At = file.At.AddHours(3) });
        await scene.BalancedAsync();
        (await scene.ReceiveAsync(owed)).ShouldBe("regular");
        (await MoneyAsync(scene, owed)).ShouldBe(("reported", 7_000, 0));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Of_a_cancelled_debt_it_is_owed_back_then()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(7_000);
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Errore" });
        await scene.UploadAsync(scene.Flow(owed.Row));
        (await AwaitedAsync(scene)).ShouldBe((0, 0, 0));

        await scene.AWeekLaterAsync();
        await scene.ReconcileAsync();

        (await scene.BalanceAsync("payer-credits")).ShouldBe(-7_000);
        await scene.BalancedAsync();
    }

    /// <summary>5900 and 700 of the organization's own, and one row of the first.</summary>
    [Theory]
    [InlineData("9")]
    [InlineData("0")]
    public async Task What_no_row_tells_of_is_outstanding_and_can_be_written_off(string outcome)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, row) = await OfTwoAsync(scene, outcome);
        await scene.UploadAsync(scene.Flow(row));

        (await MoneyAsync(scene, owed)).ShouldBe(("partially-paid", outcome == "9" ? 5_900 : 0, 700));
        (await AwaitedAsync(scene)).ShouldBe(outcome == "9" ? (700, 0, 0) : (6_600, 5_900, 1));
        (await scene.Client.Positions.ListAsync(scene.Organization)).Items.Single().OutstandingCents.ShouldBe(700);
        if (outcome == "0")
        {
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => CancelAsync(scene, owed))).Code.ShouldBe("position-already-paid");
            await scene.AWeekLaterAsync();
            await scene.ReconcileAsync();
        }
        await CancelAsync(scene, owed);
        await CancelAsync(scene, owed);

        (await MoneyAsync(scene, owed)).ShouldBe(("paid", 5_900, 0));
        (await AwaitedAsync(scene)).ShouldBe((0, 0, 0));
        await scene.BalancedAsync();
        await scene.Client.Positions.ReopenAsync(scene.Organization, owed.PositionId, new() { Reason = "Errore" });
        (await MoneyAsync(scene, owed)).ShouldBe(("partially-paid", 5_900, 700));
        await CancelAsync(scene, owed);

        // What comes after that is owed back.
        await scene.UploadAsync(scene.Flow(row with { Outcome = "9", TransferIndex = 2, AmountCents = 700 }));
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-700);
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
    }

    [Fact]
    public async Task The_later_row_settles_what_nobody_has_written_off()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, row) = await OfTwoAsync(scene, "9");
        await scene.UploadAsync(scene.Flow(row));
        await scene.UploadAsync(scene.Flow(row with { Outcome = "0", TransferIndex = 2, AmountCents = 700 }));

        (await MoneyAsync(scene, owed)).ShouldBe(("reported", 5_900, 0));
        (await AwaitedAsync(scene)).ShouldBe((700, 700, 1));
        await scene.AWeekLaterAsync();
        await scene.ReconcileAsync();

        (await MoneyAsync(scene, owed)).ShouldBe(("reported", 6_600, 0));
        (await AwaitedAsync(scene)).ShouldBe((0, 0, 0));
    }

    private static async Task<(Paid Owed, TestKit.ReportedRow Row)> OfTwoAsync(MoneyScene scene, string outcome)
    {
        var input = PositionScene.Input(6_600);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 5_900 }, new() { AmountCents = 700 }];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        var owed = new Paid(position.Id, instalment.Id, instalment.NoticeNumber!, "R-" + instalment.NoticeNumber, 6_600);
        return (owed, owed.Row with { Outcome = outcome, AmountCents = 5_900, TransferIndex = 1 });
    }

    private static Task CancelAsync(MoneyScene scene, Paid owed) =>
        scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Rinuncia" });

    private static async Task<(string State, long Paid, long Outstanding)> MoneyAsync(MoneyScene scene, Paid owed)
    {
        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        return (position.State, position.PaidCents, position.OutstandingCents ?? 0);
    }

    private static async Task<(long Outstanding, long Awaited, int Count)> AwaitedAsync(MoneyScene scene)
    {
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        return (summary.OutstandingCents, summary.AwaitingReceiptCents, summary.AwaitingReceiptCount);
    }
}
