using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Positions;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class LifeCycleTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_payment_in_progress_ends_with_the_payment()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.BeginPaymentAsync(PositionScene.Instalment(position).Id);
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        PositionScene.Instalment(await scene.ReadAsync(position)).PaymentInProgressUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Money_for_a_cancelled_position_is_taken_and_owed_back()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.CancelAsync(position);
        (await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000)).Classification.ShouldBe(
            ReceiptClassification.StateMismatch
        );
        (await scene.ReadAsync(position)).State.ShouldBe("paid");
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).PayerCreditsCents.ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Receipts_say_what_they_turned_out_to_be()
    {
        var scene = await fixture.SceneAsync();
        var notice = PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber;
        (await scene.PayAsync("347999999999999999", 500)).ShouldBe(new(ReceiptClassification.UnknownNotice));
        (await scene.PayAsync(notice, 9_000)).Classification.ShouldBe(ReceiptClassification.AmountMismatch);
        (await scene.PayAsync(notice, 10_000)).Classification.ShouldBe(ReceiptClassification.DuplicatePayment);
        var summary = await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.OutstandingCents, summary.PayerCreditsCents, summary.PaidCents, summary.PaidCount).ShouldBe((1_000, 10_500, 19_500, 3));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task The_clock_publishes_and_expires()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.ValidFrom = PositionScene.Today.AddDays(1);
        var later = await scene.CreateAsync(input);
        later.State.ShouldBe("published");
        var old = await scene.CreateAsync();
        var fine = await scene.CreateAsync(PositionScene.Input(service: "MULTE"));
        var late = await scene.CreateAsync();
        await scene.SqlAsync(
            $"""
            UPDATE positions SET valid_from = {TestClock.TodaySql} - 1 WHERE position_id = (SELECT position_id FROM instalments
                WHERE notice_number = '{PositionScene.Instalment(
                later
            ).NoticeNumber}' AND organization_id = '{scene.Organization}');
            UPDATE instalments SET valid_until = {TestClock.TodaySql} - 2 WHERE organization_id = '{scene.Organization}'
                AND notice_number = '{PositionScene.Instalment(
                old
            ).NoticeNumber}';
            UPDATE instalments SET due_date = {TestClock.TodaySql} - 2 WHERE organization_id = '{scene.Organization}'
                AND notice_number IN ('{PositionScene.Instalment(fine).NoticeNumber}', '{PositionScene.Instalment(late).NoticeNumber}');
            """
        );
        await scene.Api.Services.GetRequiredService<PublishDuePositions>().RunOnceAsync(default);
        await scene.Api.Services.GetRequiredService<ExpireOverduePositions>().RunOnceAsync(default);
        (await scene.ReadAsync(later)).State.ShouldBe("payable");
        (await scene.ReadAsync(old)).State.ShouldBe("expired");
        (await scene.ReadAsync(fine)).State.ShouldBe("expired");
        (await scene.ReadAsync(late)).State.ShouldBe("payable");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.ReopenAsync(old))).Code.ShouldBe("validity-over");
        var expired = await scene.ReadAsync(old);
        await scene.Positions.ChangeAsync(
            scene.Organization,
            old.Id,
            expired.Version,
            new() { Instalments = [new() { Id = PositionScene.Instalment(old).Id, ValidUntil = PositionScene.Today.AddDays(5) }] }
        );
        (await scene.ReopenAsync(old)).State.ShouldBe("payable");
        (await scene.Api.Services.GetRequiredService<ExpireOverduePositions>().RunOnceAsync(default)).ShouldBe(0);
        await scene.BalancedAsync();
    }
}
