using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Positions.OptionScene;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Several ways of paying one debt, and only one of them paid.</summary>
public sealed class PaymentOptionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_rate_is_paid_and_the_whole_is_void_and_the_last_rate_completes_the_position()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var created = scene.Created;
        (created.AmountCents, created.OutstandingCents, created.State).ShouldBe((30_000, 30_000, "payable"));
        created
            .PaymentOptions.Select(o => (o.Kind, o.State, o.IsOwed))
            .ShouldBe([("single", "unpaid", true), ("instalments", "unpaid", false)]);
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(30_000);
        (await scene.Money.AccertamentoAsync()).Issued.ShouldBe(30_000);

        (await scene.PayAsync(1)).ShouldBe("regular");

        var begun = await scene.ReadAsync();
        StatesOf(begun).ShouldBe("void | paid unpaid");
        (begun.State, begun.AmountCents, begun.PaidCents, begun.OutstandingCents).ShouldBe(("partially-paid", 30_000, 10_000, 20_000));
        begun.PaymentOptions.Select(o => (o.State, o.IsOwed)).ShouldBe([("void", false), ("partially-paid", true)]);
        (await scene.Money.VerifyAsync(scene.Owed(0).NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_DUPLICATO");
        (await scene.Money.VerifyAsync(scene.Owed(1, 1).NoticeNumber)).FaultCode.ShouldBeNull();
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(20_000);
        await scene.Money.BalancedAsync();

        (await scene.PayAsync(1, 1)).ShouldBe("regular");

        var paid = await scene.ReadAsync();
        (paid.State, paid.OutstandingCents, paid.PaymentOptions.Last().State).ShouldBe(("paid", 0, "paid"));
        (await scene.Money.AccertamentoAsync()).ShouldBe((30_000, 30_000, 0));
        var summary = await scene.Money.Client.Ledger.ReadCollectionSummaryAsync(scene.Money.Organization);
        (summary.IssuedCents, summary.PaidCents, summary.OutstandingCents).ShouldBe((30_000, 30_000, 0));
        (await scene.Money.EventsAsync(created.Id)).ShouldBe(
            ["position.created", "position.option-owed", "position.options-void", "position.partially-paid", "position.paid"],
            ignoreOrder: true
        );
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task Of_an_option_whose_first_day_has_not_come_the_node_knows_nothing_yet()
    {
        var later = Option(30_000);
        later.ValidFrom = TestClock.Today.AddDays(3);
        var scene = await CreateAsync(one.Api, Option(10_000, 20_000), later);
        (await scene.Money.VerifyAsync(scene.Owed(0).NoticeNumber)).FaultCode.ShouldBeNull();
        (await scene.Money.VerifyAsync(scene.Owed(1).NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_SCONOSCIUTO");
    }

    [Fact]
    public async Task The_whole_is_paid_and_the_rates_are_void_for_everybody()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        (await scene.PayAsync(0)).ShouldBe("regular");

        var paid = await scene.ReadAsync();

        StatesOf(paid).ShouldBe("paid | void void");
        (paid.State, paid.AmountCents).ShouldBe(("paid", 30_000));
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Money.Client.Notices.DownloadAsync(scene.Money.Organization, scene.Owed(1).NoticeNumber)
            )
        ).Code.ShouldBe("notice-not-printable");
        foreach (var rate in new[] { 0, 1 })
        {
            var notice = scene.Owed(1, rate).NoticeNumber;
            (await scene.Money.VerifyAsync(notice)).FaultCode.ShouldBe("PAA_PAGAMENTO_DUPLICATO");
            (
                await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                    scene.Money.Client.Notices.DownloadAsync(scene.Money.Organization, notice)
                )
            ).Message.ShouldContain("another payment option", Case.Insensitive);
        }
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.Money.DeclareAsync(scene.Owed(1)))).Code.ShouldBe(
            "payment-option-void"
        );
        (await scene.Money.Client.Notices.ListAsync(scene.Money.Organization, new() { State = ["void"] })).Items.Count.ShouldBe(2);
        await scene.Money.BalancedAsync();
    }

    /// <summary>Whichever comes first is the payment; the other is kept, and the payer's money is owed back.</summary>
    [Fact]
    public async Task Both_are_paid_at_once_by_two_PSPs()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));

            var told = await Task.WhenAll(scene.PayAsync(0), scene.PayAsync(1), scene.PayAsync(1, 1));

            var position = await scene.ReadAsync();
            var isWhole = told[0] == "regular";
            told.ShouldBe(isWhole ? ["regular", "state-mismatch", "state-mismatch"] : ["state-mismatch", "regular", "regular"]);
            position.State.ShouldBe("paid");
            (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(-30_000);
            (await scene.Money.BalanceAsync("receivables")).ShouldBe(0);
            await scene.Money.BalancedAsync();
        }
    }

    [Fact]
    public async Task What_is_paid_of_a_void_option_is_taken_and_given_back()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        await scene.PayAsync(0);
        var second = scene.Owed(1);
        (await scene.Money.ReceiveAsync(second)).ShouldBe("state-mismatch");
        var credit = (
            await scene.Money.Client.Receipts.ListAsync(scene.Money.Organization, new() { Iur = second.ReceiptId })
        ).Items.Single();

        await Receipts.PayerCredits.RefundAsync(scene.Money, credit.Id, 10_000);

        StatesOf(await scene.ReadAsync()).ShouldBe("paid | void void");
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_that_is_taken_back_gives_the_other_options_back()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var rate = scene.Owed(1);
        await scene.Money.DeclareAsync(rate);
        StatesOf(await scene.ReadAsync()).ShouldBe("void | paid unpaid");

        var back = await WithdrawAsync(scene, rate);

        StatesOf(back).ShouldBe("unpaid | unpaid unpaid");
        (back.State, back.OutstandingCents).ShouldBe(("payable", 30_000));
        (await scene.Money.EventsAsync(rate.PositionId)).ShouldContain("position.options-restored");
        await scene.Money.BalancedAsync();
        (await scene.PayAsync(0)).ShouldBe("regular");
        StatesOf(await scene.ReadAsync()).ShouldBe("paid | void void");
        await scene.Money.BalancedAsync();
    }

    /// <summary>What was declared by mistake and what was paid at the same time as another option: the other one is the payment.</summary>
    [Fact]
    public async Task A_payment_that_is_taken_back_leaves_its_place_to_one_of_another_option()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var whole = scene.Owed(0);
        await scene.Money.DeclareAsync(whole);
        (await scene.PayAsync(1)).ShouldBe("state-mismatch");

        var position = await WithdrawAsync(scene, whole);

        StatesOf(position).ShouldBe("void | paid unpaid");
        (position.State, position.PaidCents, position.OutstandingCents).ShouldBe(("partially-paid", 10_000, 20_000));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    /// <summary>No receipt comes: the PSP's row alone tells of the rate, and later of the whole.</summary>
    [Fact]
    public async Task A_rendicontazione_tells_of_a_rate_and_the_whole_is_void()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var (rate, whole) = (scene.Owed(1), scene.Owed(0));

        await scene.Money.UploadAsync(scene.Money.Flow(rate.Row with { Outcome = "9" }));

        var begun = await scene.ReadAsync();
        StatesOf(begun).ShouldBe("void | reported unpaid");
        begun.State.ShouldBe("partially-paid");
        await scene.Money.BalancedAsync();

        await scene.Money.UploadAsync(scene.Money.Flow(whole.Row with { Outcome = "9" }));

        StatesOf(await scene.ReadAsync()).ShouldBe("reported | reported unpaid");
        (await scene.ReadAsync()).State.ShouldBe("partially-paid");
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(-30_000);
        await scene.Money.BalancedAsync();
    }

    /// <summary>The row comes before the receipt.</summary>
    [Fact]
    public async Task A_row_whose_receipt_is_awaited_chooses_the_option()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var rate = scene.Owed(1);

        await scene.Money.UploadAsync(scene.Money.Flow(rate.Row));

        StatesOf(await scene.ReadAsync()).ShouldBe("void | reported unpaid");
        await scene.Money.BalancedAsync();
        (await scene.Money.ReceiveAsync(rate)).ShouldBe("regular");
        StatesOf(await scene.ReadAsync()).ShouldBe("void | reported unpaid");
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task A_position_that_is_cancelled_and_reopened_is_owed_once()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var cancelled = await scene.Money.Positions.CancelAsync(scene.Created);
        (StatesOf(cancelled), cancelled.State, cancelled.OutstandingCents).ShouldBe(("cancelled | cancelled cancelled", "cancelled", 0));
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(0);
        await scene.Money.BalancedAsync();

        var reopened = await scene.Money.Positions.ReopenAsync(scene.Created);

        (StatesOf(reopened), reopened.State, reopened.OutstandingCents).ShouldBe(("unpaid | unpaid unpaid", "payable", 30_000));
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(30_000);
        await scene.Money.BalancedAsync();
        (await scene.PayAsync(1)).ShouldBe("regular");
        await scene.Money.BalancedAsync();
        var rest = await scene.Money.Positions.CancelAsync(scene.Created);
        (StatesOf(rest), rest.State, rest.OutstandingCents).ShouldBe(("void | paid cancelled", "paid", 0));
        await scene.Money.BalancedAsync();
        var again = await scene.Money.Positions.ReopenAsync(scene.Created);
        (StatesOf(again), again.State, again.OutstandingCents).ShouldBe(("void | paid unpaid", "partially-paid", 20_000));
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task A_draft_is_published_with_all_its_options_and_issued_once()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        var input = InputOf([Option(30_000), Option(10_000, 20_000)]);
        input.IsDraft = true;
        var draft = await money.Positions.CreateAsync(input);
        (draft.State, StatesOf(draft)).ShouldBe(("draft", "draft | draft draft"));
        (await money.BalanceAsync("receivables")).ShouldBe(0);

        var published = await money.Client.Positions.PublishAsync(money.Organization, draft.Id);

        (published.State, StatesOf(published)).ShouldBe(("payable", "unpaid | unpaid unpaid"));
        (await money.BalanceAsync("receivables")).ShouldBe(30_000);
        await money.BalancedAsync();
    }

    /// <summary>Somebody was paying while it was cancelled: the money pays what is owed again, and is owed back no more.</summary>
    [Fact]
    public async Task What_came_while_the_position_was_cancelled_pays_it_when_it_is_reopened()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        await scene.Money.Positions.CancelAsync(scene.Created);
        (await scene.PayAsync(1)).ShouldBe("state-mismatch");
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(-10_000);

        var reopened = await scene.Money.Positions.ReopenAsync(scene.Created);

        (StatesOf(reopened), reopened.State, reopened.OutstandingCents).ShouldBe(("void | paid unpaid", "partially-paid", 20_000));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(20_000);
        await scene.Money.BalancedAsync();
        (await scene.PayAsync(1, 1)).ShouldBe("regular");
        (await scene.ReadAsync()).State.ShouldBe("paid");
        (await scene.Money.AccertamentoAsync()).ShouldBe((30_000, 30_000, 0));
        var summary = await scene.Money.Client.Ledger.ReadCollectionSummaryAsync(scene.Money.Organization);
        (summary.IssuedCents - summary.CancelledCents, summary.PaidCents).ShouldBe((30_000, 30_000));
        await scene.Money.BalancedAsync();
    }

    /// <summary>Of all that came while nothing was owed one payment is the debt's, and the others are owed back.</summary>
    [Fact]
    public async Task What_came_for_all_options_while_it_was_cancelled_pays_it_once()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        await scene.Money.Positions.CancelAsync(scene.Created);
        await scene.PayAsync(0);
        await scene.PayAsync(1);

        var reopened = await scene.Money.Positions.ReopenAsync(scene.Created);

        (StatesOf(reopened), reopened.State, reopened.AmountCents).ShouldBe(("paid | paid void", "paid", 30_000));
        reopened.PaymentOptions.Select(o => o.IsOwed).ShouldBe([true, false]);
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(-10_000);
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.Money.AccertamentoAsync()).ShouldBe((30_000, 30_000, 0));
        await scene.Money.BalancedAsync();
    }

    /// <summary>The same of one option: what came for a rate pays it.</summary>
    [Fact]
    public async Task What_came_for_a_rate_while_it_was_cancelled_pays_it()
    {
        var scene = await CreateAsync(one.Api, Option(10_000, 20_000));
        await scene.Money.Positions.CancelAsync(scene.Created);
        await scene.PayAsync(0);

        var reopened = await scene.Money.Positions.ReopenAsync(scene.Created);

        (StatesOf(reopened), reopened.OutstandingCents).ShouldBe(("paid unpaid", 20_000));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_that_its_PSP_revokes_leaves_its_place_to_one_of_another_option()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var whole = scene.Owed(0);
        await scene.Money.ReceiveAsync(whole);
        await scene.Money.UploadAsync(scene.Money.Flow(whole.Row));
        (await scene.PayAsync(1)).ShouldBe("state-mismatch");

        await scene.Money.UploadAsync(scene.Money.Flow(whole.Row with { Outcome = "3" }, (await scene.Money.PaidAsync(40_000)).Row));

        var position = await scene.ReadAsync();
        (StatesOf(position), position.State).ShouldBe(("void | paid unpaid", "partially-paid"));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task When_nothing_is_paid_any_more_the_first_option_is_owed_again()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Reduced(20_000, PositionScene.Today.AddDays(5)));
        var reduced = scene.Owed(1);
        await scene.Money.DeclareAsync(reduced);
        (await scene.ReadAsync()).AmountCents.ShouldBe(20_000);

        var back = await WithdrawAsync(scene, reduced);

        (back.AmountCents, back.OutstandingCents, StatesOf(back)).ShouldBe((30_000, 30_000, "unpaid | unpaid"));
        back.PaymentOptions.Select(o => o.IsOwed).ShouldBe([true, false]);
        await scene.Money.Positions.CancelAsync(scene.Created);
        await scene.Money.Positions.ReopenAsync(scene.Created);
        var summary = await scene.Money.Client.Ledger.ReadCollectionSummaryAsync(scene.Money.Organization);
        (summary.IssuedCents, summary.CancelledCents, summary.OutstandingCents).ShouldBe((30_000, 0, 30_000));
        await scene.Money.BalancedAsync();
        (await scene.Money.EventsAsync(reduced.PositionId)).Count(e => e == "position.option-owed").ShouldBe(2);
    }

    /// <summary>A second payment is told as such, and its option stays void for everybody.</summary>
    [Fact]
    public async Task Who_pays_a_void_option_has_paid_twice()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        await scene.PayAsync(1);
        await scene.PayAsync(0);

        var position = await scene.ReadAsync();

        position.PaymentOptions.Select(o => o.State).ShouldBe(["void", "partially-paid"]);
        var events = await scene.Money.EventsAsync(position.Id);
        events.Count(e => e == "position.partially-paid").ShouldBe(1);
        events.ShouldContain("position.paid-twice");
        events.ShouldNotContain("position.paid");
    }

    /// <summary>The payer has his money back: with the same notice he would pay for nothing, or close the debt for less.</summary>
    [Fact]
    public async Task An_option_whose_money_was_given_back_cannot_be_paid_any_more()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var whole = scene.Owed(0);
        await scene.Money.DeclareAsync(whole);
        var rate = scene.Owed(1);
        await scene.Money.ReceiveAsync(rate);
        var credit = (await scene.Money.Client.Receipts.ListAsync(scene.Money.Organization, new() { Iur = rate.ReceiptId })).Items.Single();
        await Receipts.PayerCredits.RefundAsync(scene.Money, credit.Id, 10_000);

        var back = await WithdrawAsync(scene, whole);

        (StatesOf(back), back.State, back.OutstandingCents).ShouldBe(("unpaid | void void", "payable", 30_000));
        (await scene.Money.VerifyAsync(rate.NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_DUPLICATO");
        await scene.Money.BalancedAsync();
        await scene.Money.Positions.CancelAsync(scene.Created);
        StatesOf(await scene.Money.Positions.ReopenAsync(scene.Created)).ShouldBe("unpaid | void void");
        (await scene.PayAsync(0)).ShouldBe("regular");
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task A_booked_payment_that_a_revision_drops_leaves_its_place_to_one_of_another_option()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var flow = scene.Money.Flow(scene.Owed(0).Row with { Outcome = "9" }, (await scene.Money.PaidAsync(100)).Row);
        await scene.Money.UploadAsync(flow);
        await scene.Money.IssueAsync(flow.FlussoId);
        (await scene.PayAsync(1)).ShouldBe("state-mismatch");

        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(1), Rows = [flow.Rows[1]] });

        var position = await scene.ReadAsync();
        (StatesOf(position), position.OutstandingCents).ShouldBe(("void | paid unpaid", 20_000));
        await scene.Money.BalancedAsync();
    }

    /// <summary>Both rates go at once, and the whole had been paid.</summary>
    [Fact]
    public async Task All_payments_of_an_option_that_are_revoked_at_once_leave_their_place()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var (first, second) = (scene.Owed(1), scene.Owed(1, 1));
        await scene.Money.ReceiveAsync(first);
        await scene.Money.ReceiveAsync(second);
        (await scene.PayAsync(0)).ShouldBe("state-mismatch");

        await scene.Money.UploadAsync(
            scene.Money.Flow(first.Row with { Outcome = "3" }, second.Row with { Outcome = "3" }, (await scene.Money.PaidAsync(90_000)).Row)
        );

        var position = await scene.ReadAsync();
        (StatesOf(position), position.State).ShouldBe(("paid | void void", "paid"));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    /// <summary>What of it is owed back stays so: nothing of a third option takes the place of the one that is paid.</summary>
    [Fact]
    public async Task A_second_payment_that_is_revoked_gives_its_place_to_none()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000), Option(15_000, 15_000));
        await scene.PayAsync(0);
        var second = scene.Owed(1);
        await scene.Money.ReceiveAsync(second);
        await scene.PayAsync(2);

        await scene.Money.UploadAsync(scene.Money.Flow(second.Row with { Outcome = "3" }, (await scene.Money.PaidAsync(40_000)).Row));

        var position = await scene.ReadAsync();
        (StatesOf(position), position.State).ShouldBe(("paid | void void | paid void", "paid"));
        (await scene.Money.BalanceAsync("payer-credits")).ShouldBe(-15_000);
        await scene.Money.BalancedAsync();
    }

    private static Task<Position> WithdrawAsync(OptionScene scene, Paid paid) =>
        scene.Money.Client.Positions.WithdrawOutsidePaymentAsync(
            scene.Money.Organization,
            paid.PositionId,
            new() { InstalmentId = paid.InstalmentId, Reason = "Sbagliato" }
        );
}
