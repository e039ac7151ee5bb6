using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Positions.OptionScene;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// A position sent again with other payment options: what stays keeps the notice numbers that are on papers, and what is not
/// offered any more can be paid by none.
/// </summary>
public sealed class OptionRewriteTests(OneApi one) : IClassFixture<OneApi>
{
    private const string Code = "TARI-2026-1";

    [Fact]
    public async Task Options_that_change_places_keep_their_numbers()
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));

        var again = await SendAsync(money, Option(10_000, 20_000), Option(30_000));

        again.Id.ShouldBe(first.Id);
        NumbersOf(again).ShouldBe([NumbersOf(first)[1], NumbersOf(first)[0]]);
        again.PaymentOptions.Select(o => (o.Index, o.AmountCents, o.IsOwed)).ShouldBe([(1, 30_000, true), (2, 30_000, false)]);
        (await money.BalanceAsync("receivables")).ShouldBe(30_000);
        await money.BalancedAsync();
    }

    /// <summary>Who holds the paper of the whole would have paid the first rate with it, and believed all to be paid.</summary>
    [Fact]
    public async Task The_whole_is_withdrawn_and_its_paper_pays_no_rate()
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));
        var whole = NumbersOf(first)[0];

        var again = await SendAsync(money, Option(10_000, 20_000));

        NumbersOf(again).ShouldBe([NumbersOf(first)[1]]);
        again.PaymentOptions.Single().IsOwed.ShouldBeTrue();
        (await money.VerifyAsync(whole)).FaultCode.ShouldBe("PAA_PAGAMENTO_ANNULLATO");
        (await money.VerifyAsync(again.PaymentOptions.Single().Instalments.First().NoticeNumber!)).FaultCode.ShouldBeNull();
        (await money.BalanceAsync("receivables")).ShouldBe(30_000);
        (await money.AccertamentoAsync()).Issued.ShouldBe(30_000);
        await money.BalancedAsync();
    }

    [Fact]
    public async Task An_option_that_comes_first_takes_no_number_of_those_that_follow()
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));

        var again = await SendAsync(money, Reduced(20_000, Soon), Option(33_000), Option(11_000, 11_000, 11_000));

        var (before, now) = (NumbersOf(first), NumbersOf(again));
        now[1].ShouldBe(before[0]);
        now[2].ShouldStartWith(before[1]);
        now.SelectMany(n => n.Split(' ')).ToHashSet().Count.ShouldBe(5);
        (await money.BalanceAsync("receivables")).ShouldBe(again.OutstandingCents.GetValueOrDefault());
        await money.BalancedAsync();
    }

    [Fact]
    public async Task The_caller_says_which_instalment_is_which()
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));
        var rates = first.PaymentOptions.Last().Instalments.Select(i => i.NoticeNumber!).ToList();
        var swapped = Option(20_000, 10_000);
        swapped.Instalments.First().NoticeNumber = rates[1];
        swapped.Instalments.Last().NoticeNumber = rates[0];

        var again = await SendAsync(money, Option(30_000), swapped);

        NumbersOf(again).ShouldBe([NumbersOf(first)[0], $"{rates[1]} {rates[0]}"]);
        again.PaymentOptions.Last().Instalments.First().AmountCents.ShouldBe(20_000);
        await money.BalancedAsync();
    }

    /// <summary>The paper says which rate of how many it is, and the name of its option.</summary>
    [Fact]
    public async Task Papers_that_say_something_else_now_are_told()
    {
        var named = Option(10_000, 20_000);
        named.Description = "Due rate";
        var (money, first) = await CreateAsync(Option(30_000), named);
        foreach (var number in NumbersOf(first).SelectMany(n => n.Split(' ')))
            (await money.Client.Notices.DownloadAsync(money.Organization, number)).Dispose();

        var renamed = Option(10_000, 20_000);
        renamed.Description = "Rate";
        await SendAsync(money, Option(30_000), renamed);

        var notices = (await money.Client.Notices.ListAsync(money.Organization)).Items.ToDictionary(n => n.NoticeNumber, n => n.Edition);
        NumbersOf(first)[1].Split(' ').ShouldAllBe(n => notices[n] == 2);
        notices[NumbersOf(first)[0]].ShouldBe(1);
    }

    /// <summary>What comes for a notice that another has replaced is owed back, and closes no way of paying that is offered.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public async Task What_is_paid_of_a_notice_that_was_replaced_is_owed_back_and_touches_no_option(int others)
    {
        var named = Option(30_000);
        named.Description = "Per intero";
        var kept = new[] { Option(30_000), Option(10_000, 20_000) }.Take(others).ToArray();
        var (money, first) = await CreateAsync([named, .. kept]);
        var again = await SendAsync(money, kept);
        var gone = first.PaymentOptions.First().Instalments.Single();

        var came = await money.ReceiveAsync(new(first.Id, gone.Id, gone.NoticeNumber!, Guid.NewGuid().ToString("N"), 30_000));

        came.ShouldBe("state-mismatch");
        var now = await money.Positions.ReadAsync(again);
        (now.State, now.AmountCents, now.OutstandingCents).ShouldBe(("payable", 30_000, 30_000));
        now.PaymentOptions.Take(others)
            .Select(o => (o.State, o.IsOwed))
            .ShouldBe([("unpaid", true), .. Enumerable.Repeat(("unpaid", false), others - 1)]);
        var retired = now.PaymentOptions.Skip(others).Single();
        (retired.Index, retired.State, retired.IsOwed).ShouldBe((11, "void", false));
        (await money.VerifyAsync(now.PaymentOptions.First().Instalments.First().NoticeNumber!)).FaultCode.ShouldBeNull();
        (await money.EventsAsync(first.Id)).ShouldNotContain("position.paid");
        (await money.EventsAsync(first.Id)).ShouldContain("position.paid-twice");
        var same = await SendAsync(money, kept);
        (same.Id, same.Version).ShouldBe((now.Id, now.Version));
        (await money.BalanceAsync("receivables")).ShouldBe(30_000);
        await money.BalancedAsync();

        var owed = now.PaymentOptions.First().Instalments.Single();
        (await money.ReceiveAsync(new(first.Id, owed.Id, owed.NoticeNumber!, Guid.NewGuid().ToString("N"), 30_000))).ShouldBe("regular");
        (await money.Positions.ReadAsync(now)).State.ShouldBe("paid");
        await money.BalancedAsync();
    }

    /// <summary>Taken back, it is what it was: a notice that another has replaced.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task What_came_for_a_replaced_notice_and_is_revoked_leaves_it_replaced(bool hasReceipt)
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));
        await SendAsync(money, Option(10_000, 20_000));
        var gone = first.PaymentOptions.First().Instalments.Single();
        var paid = new Paid(first.Id, gone.Id, gone.NoticeNumber!, Guid.NewGuid().ToString("N"), 30_000);
        if (hasReceipt)
            await money.ReceiveAsync(paid);
        var told = money.Flow(paid.Row);
        await money.UploadAsync(told);

        await money.UploadAsync(money.Flow(paid.Row with { Outcome = "3" }));

        var now = await money.Positions.ReadAsync(first);
        (now.State, now.AmountCents, now.PaymentOptions.Count).ShouldBe(("payable", 30_000, 1));
        (await money.VerifyAsync(gone.NoticeNumber!)).FaultCode.ShouldBe("PAA_PAGAMENTO_ANNULLATO");
        await money.BalancedAsync();
    }

    /// <summary>Nor does it pay what is reopened.</summary>
    [Fact]
    public async Task What_is_paid_of_a_replaced_notice_pays_nothing_that_is_reopened()
    {
        var (money, first) = await CreateAsync(Option(30_000), Option(10_000, 20_000));
        var again = await SendAsync(money, Option(10_000, 20_000));
        var gone = first.PaymentOptions.First().Instalments.Single();
        await money.Positions.CancelAsync(again);
        await money.ReceiveAsync(new(first.Id, gone.Id, gone.NoticeNumber!, Guid.NewGuid().ToString("N"), 30_000));

        var reopened = await money.Positions.ReopenAsync(again);

        (reopened.State, reopened.AmountCents, reopened.OutstandingCents).ShouldBe(("payable", 30_000, 30_000));
        reopened.PaymentOptions.First().Instalments.ShouldAllBe(i => i.State == "unpaid");
        (await money.BalanceAsync("payer-credits")).ShouldBe(-30_000);
        await money.BalancedAsync();
    }

    [Fact]
    public async Task A_draft_sent_again_with_other_options_is_as_if_it_were_made_so()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        await DraftAsync(money, Option(30_000), Option(10_000, 20_000), Reduced(20_000, Soon));

        var again = await DraftAsync(money, Option(10_000, 20_000), Reduced(20_000, Soon));
        var turned = await DraftAsync(money, Reduced(20_000, Soon), Option(10_000, 20_000));

        (again.AmountCents, string.Join(' ', again.PaymentOptions.Select(o => o.IsOwed))).ShouldBe((30_000, "True False"));
        (turned.AmountCents, string.Join(' ', turned.PaymentOptions.Select(o => o.IsOwed))).ShouldBe((20_000, "True False"));
        var published = await money.Client.Positions.PublishAsync(money.Organization, turned.Id);
        (published.AmountCents, published.PaymentOptions.First().IsOwed).ShouldBe((20_000, true));
        (await money.BalanceAsync("receivables")).ShouldBe(20_000);
        await money.BalancedAsync();
    }

    private static Task<Position> DraftAsync(MoneyScene money, params PaymentOptionInput[] options)
    {
        var input = InputOf(options, Code);
        input.IsDraft = true;
        return money.Positions.CreateAsync(input);
    }

    private static DateOnly Soon => PositionScene.Today.AddDays(2);

    private async Task<(MoneyScene Money, Position First)> CreateAsync(params PaymentOptionInput[] options)
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        return (money, await SendAsync(money, options));
    }

    private static Task<Position> SendAsync(MoneyScene money, params PaymentOptionInput[] options) =>
        money.Positions.CreateAsync(InputOf(options, Code));

    private static List<string> NumbersOf(Position position) =>
        [.. position.PaymentOptions.Select(o => string.Join(' ', o.Instalments.Select(i => i.NoticeNumber)))];
}
