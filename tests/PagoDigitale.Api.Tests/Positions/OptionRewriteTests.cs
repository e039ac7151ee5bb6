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
