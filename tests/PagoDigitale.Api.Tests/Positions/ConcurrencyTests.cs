using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ConcurrencyTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task Positions_made_at_once_through_two_replicas_never_share_a_notice_number()
    {
        var scene = await fixture.SceneAsync();
        await using var replica = await TestApi.StartAsync(("ConnectionStrings:PagoDigitale", scene.Api.ConnectionString));
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 == 0 ? scene.Api : replica).Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input(instalments: 1 + i % 3))));
        var numbers = made.SelectMany(p => p.PaymentOptions[0].Instalments).Select(i => i.NoticeNumber).ToList();
        numbers.Distinct().Count().ShouldBe(numbers.Count);
    }

    [Fact]
    public async Task Two_cancels_at_once_tell_it_once()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var answers = await Task.WhenAll(scene.CancelAsync(position), scene.CancelAsync(position), scene.CancelAsync(position));
        answers.ShouldAllBe(a => a.State == "cancelled" && a.Version == 2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.cancelled"]);
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_receipts_of_one_notice_at_once_are_a_payment_and_a_duplicate()
    {
        var scene = await fixture.SceneAsync();
        for (var round = 0; round < 5; round++)
        {
            var notice = PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber;
            var applied = await Task.WhenAll(scene.PayAsync(notice, 10_000), scene.PayAsync(notice, 10_000));
            applied.Select(a => a.Classification).Order().ShouldBe([ReceiptClassification.Regular, ReceiptClassification.DuplicatePayment]);
        }
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancel_and_a_payment_at_once_come_one_after_the_other()
    {
        var scene = await fixture.SceneAsync();
        for (var round = 0; round < 8; round++)
        {
            var position = await scene.CreateAsync();
            var paying = scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
            var cancelling = TryCancelAsync(scene, position);
            var (applied, refusal) = (await paying, await cancelling);
            if (refusal is null)
                applied.Classification.ShouldBe(ReceiptClassification.StateMismatch);
            else
                (refusal, applied.Classification).ShouldBe(("position-already-paid", ReceiptClassification.Regular));
            (await scene.ReadAsync(position)).State.ShouldBe("paid");
        }
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    private static async Task<string?> TryCancelAsync(PositionScene scene, Position position)
    {
        try
        {
            await scene.CancelAsync(position);
            return null;
        }
        catch (PagoDigitaleConflictException refused)
        {
            return refused.Code;
        }
    }
}
