using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Positions;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using Position = PagoDigitale.Sdk.Position;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class LifeCycleTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task Cancelling_twice_succeeds_and_tells_it_once()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        var cancelled = await scene.CancelAsync(position);
        (cancelled.State, cancelled.AmountCents, cancelled.Version).ShouldBe(("cancelled", 0, 2));
        (await scene.CancelAsync(position)).Version.ShouldBe(2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.cancelled"]);
    }

    [Fact]
    public async Task Cancel_a_paid_position_is_refused()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await scene.ReadAsync(position)).State.ShouldBe("paid");
        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position));
        refusal.Code.ShouldBe("position-already-paid");
        refusal.Message.ShouldNotBeEmpty();
        refusal.Problem!.Detail!.ShouldContain("is paid");
    }

    [Fact]
    public async Task The_unpaid_rest_of_a_plan_is_cancelled_and_what_is_paid_stays()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 3));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await scene.ReadAsync(position)).State.ShouldBe("partially-paid");

        var cancelled = await scene.CancelAsync(position);
        (cancelled.State, cancelled.AmountCents, cancelled.PaidCents).ShouldBe(("paid", 10_000, 10_000));
        cancelled.PaymentOptions[0].Instalments.Select(i => i.State).ShouldBe(["paid", "cancelled", "cancelled"]);
        (await scene.CancelAsync(position)).Version.ShouldBe(cancelled.Version);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.partially-paid", "position.cancelled"]);
        (
            await scene.QueryAsync<string>(
                $"SELECT data ->> 'state' FROM events WHERE organization_id = '{scene.Organization}' AND type = 'position.cancelled'"
            )
        ).ShouldBe(["paid"]);
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).OutstandingCents.ShouldBe(0);
        await ShouldBalanceAsync(scene);

        var reopened = await scene.ReopenAsync(position);
        (reopened.State, reopened.AmountCents).ShouldBe(("partially-paid", 30_000));
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).OutstandingCents.ShouldBe(20_000);
        await ShouldBalanceAsync(scene);

        await scene.CancelAsync(position);
        (await scene.PayAsync(PositionScene.Instalment(position, 1).NoticeNumber, 10_000)).Classification.ShouldBe(
            ReceiptClassification.StateMismatch
        );
        (await scene.ReadAsync(position)).State.ShouldBe("paid");
        await ShouldBalanceAsync(scene);
    }

    [Fact]
    public async Task Only_a_payment_of_what_would_be_cancelled_holds_the_cancellation_back()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        await scene.BeginPaymentAsync(PositionScene.Instalment(position, 1).Id);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position))).Code.ShouldBe("payment-in-progress");
    }

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
    public async Task A_reopened_position_has_the_same_notice_number()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.CancelAsync(position);
        var reopened = await scene.ReopenAsync(position);
        reopened.State.ShouldBe("payable");
        PositionScene.Instalment(reopened).NoticeNumber.ShouldBe(PositionScene.Instalment(position).NoticeNumber);
        (await scene.ReopenAsync(position)).Version.ShouldBe(reopened.Version);
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.ReopenAsync(position))).Code.ShouldBe("position-already-paid");
        await ShouldBalanceAsync(scene);
    }

    [Fact]
    public async Task A_payment_outside_the_node_leaves_a_receipt_and_cannot_be_repeated_by_the_node()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var paid = await scene.PayOutsideAsync(position);
        paid.State.ShouldBe("paid");
        paid.PaidCents.ShouldBe(10_000);
        var instalment = PositionScene.Instalment(paid);
        instalment.PaidOutsideNode.ShouldBeTrue();
        instalment.ReceiptId.ShouldNotBeNull();
        (await scene.PayOutsideAsync(position)).Version.ShouldBe(paid.Version);
        (await scene.QueryAsync<string>($"SELECT classification FROM receipts WHERE organization_id = '{scene.Organization}'")).ShouldBe([
            "outside-node",
        ]);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.paid"]);
        (await scene.PayAsync(instalment.NoticeNumber, 10_000)).Classification.ShouldBe(ReceiptClassification.DuplicatePayment);
        await ShouldBalanceAsync(scene);
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
        await ShouldBalanceAsync(scene);
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
        await ShouldBalanceAsync(scene);
    }

    [Fact]
    public async Task A_changed_amount_reaches_transfer_allocation_text_and_ledger()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var changed = await ChangeAsync(scene, position, 12_345);
        changed.AmountCents.ShouldBe(12_345);
        var instalment = PositionScene.Instalment(changed);
        instalment.Transfers[0].AmountCents.ShouldBe(12_345);
        instalment.Transfers[0].Allocations[0].AmountCents.ShouldBe(12_345);
        instalment.Transfers[0].RemittanceInformation.ShouldBe($"/RFB/{instalment.Iuv}/123.45/TXT/TARI 2026");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(ChangeAsync(scene, position, 1))).IsStale.ShouldBeTrue();
        await ShouldBalanceAsync(scene);
    }

    [Fact]
    public async Task What_is_paid_keeps_its_description_and_takes_metadata()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        var version = (await scene.ReadAsync(position)).Version;

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(
            scene.Positions.ChangeAsync(scene.Organization, position.Id, version, new() { Description = "Altra" })
        );
        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            version,
            new()
            {
                Description = "TARI 2026",
                Metadata = new Dictionary<string, string?> { ["zone"] = "4" },
                Instalments = [new() { Id = PositionScene.Instalment(position, 1).Id, AmountCents = 9_000 }],
            }
        );

        refusal.Code.ShouldBe("position-already-paid");
        (changed.Description, changed.Metadata["zone"], changed.AmountCents).ShouldBe(("TARI 2026", "4", 19_000));
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(
                scene.Positions.ChangeAsync(
                    scene.Organization,
                    position.Id,
                    changed.Version,
                    new() { Instalments = [new() { Id = PositionScene.Instalment(position).Id, DueDate = PositionScene.Today }] }
                )
            )
        ).Code.ShouldBe("position-already-paid");
        await ShouldBalanceAsync(scene);
    }

    [Fact]
    public async Task The_amount_of_several_shares_is_not_changed()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions[0].Instalments[0].Allocations =
        [
            new()
            {
                AccertamentoYear = 2026,
                AccertamentoNumber = "117",
                AmountCents = 1,
            },
            new()
            {
                AccertamentoYear = 2026,
                AccertamentoNumber = "118",
                AmountCents = 9_999,
            },
        ];
        var position = await scene.CreateAsync(input);
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(ChangeAsync(scene, position, 5_000)))
            .Errors.ShouldHaveSingleItem()
            .Code.ShouldBe("amount-of-several-shares");
    }

    [Fact]
    public async Task Dates_are_removed_by_null_and_stay_when_absent()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions[0].Instalments[0].DueDate = PositionScene.Today.AddDays(5);
        input.PaymentOptions[0].Instalments[0].ValidUntil = PositionScene.Today.AddDays(9);
        input.Metadata = new Dictionary<string, string> { ["contract"] = "A1", ["zone"] = "4" };
        var position = await scene.CreateAsync(input);
        var change = new PagoDigitale.Sdk.InstalmentChange { Id = PositionScene.Instalment(position).Id };
        change.Removed.Add("dueDate");
        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new() { Description = "TARI corretta", Instalments = [change] }
        );
        var instalment = PositionScene.Instalment(changed);
        instalment.DueDate.ShouldBeNull();
        instalment.ValidUntil.ShouldBe(PositionScene.Today.AddDays(9));
        instalment.Transfers[0].RemittanceInformation.ShouldEndWith("TARI corretta");
        changed.Metadata.Count.ShouldBe(2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.changed"]);
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
            UPDATE positions SET valid_from = current_date - 1 WHERE position_id = (SELECT position_id FROM instalments
                WHERE notice_number = '{PositionScene.Instalment(
                later
            ).NoticeNumber}' AND organization_id = '{scene.Organization}');
            UPDATE instalments SET valid_until = current_date - 2 WHERE organization_id = '{scene.Organization}'
                AND notice_number = '{PositionScene.Instalment(
                old
            ).NoticeNumber}';
            UPDATE instalments SET due_date = current_date - 2 WHERE organization_id = '{scene.Organization}'
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
        await ShouldBalanceAsync(scene);
    }

    private static Task<Position> ChangeAsync(PositionScene scene, Position position, long cents) =>
        scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new() { Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = cents }] }
        );

    private static async Task ShouldBalanceAsync(PositionScene scene)
    {
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: {c.LedgerCents} against {c.RegisterCents}")
            .ShouldBeEmpty();
        balance.IsBalanced.ShouldBeTrue();
    }
}
