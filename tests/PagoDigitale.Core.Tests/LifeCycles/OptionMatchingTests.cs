using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

public sealed class OptionMatchingTests
{
    private static readonly DateOnly _june = new(2027, 6, 30);

    private static OptionShape Whole(int index, long cents = 100_00, string? name = null) =>
        new(index, PaymentOptionKind.Single, name, [(cents, _june, null)]);

    private static OptionShape Reduced(int index, long cents = 50_00) =>
        new(index, PaymentOptionKind.Reduced, null, [(cents, _june, null)]);

    private static OptionShape Rates(int index, int count, long cents = 100_00, string? name = null, int months = 1) =>
        new(
            index,
            PaymentOptionKind.Instalments,
            name,
            [.. Enumerable.Range(0, count).Select(n => (cents / count, (DateOnly?)_june.AddMonths(n * months), (DateOnly?)null))]
        );

    private static string Matched(OptionShape[] before, params OptionShape[] after) =>
        string.Join(' ', OptionMatching.Match(before, after).OrderBy(m => m.Key).Select(m => $"{m.Value}>{m.Key}"));

    [Fact]
    public void An_option_that_stays_is_found_wherever_it_comes() =>
        Assert.Equal("3>1 1>2", Matched([Whole(1), Rates(2, 2), Rates(3, 4)], Rates(1, 4), Whole(2)));

    [Fact]
    public void The_rates_that_are_left_are_not_the_whole() => Assert.Equal("2>1", Matched([Whole(1), Rates(2, 2)], Rates(1, 2)));

    [Fact]
    public void Other_amounts_and_dates_of_options_of_the_same_kind_make_no_other_options() =>
        Assert.Equal("3>1 1>2 2>3", Matched([Reduced(1), Whole(2), Rates(3, 2)], Rates(1, 2, 120_00), Reduced(2, 60_00), Whole(3, 120_00)));

    [Fact]
    public void A_name_tells_more_than_the_number_of_rates() =>
        Assert.Equal(
            "2>1 1>2",
            Matched(
                [Rates(1, 2, name: "Semestrale"), Rates(2, 4, name: "Trimestrale")],
                Rates(1, 3, name: "Trimestrale"),
                Rates(2, 2, name: "Semestrale", months: 6)
            )
        );

    [Fact]
    public void Of_options_alike_each_has_the_place_it_had() =>
        Assert.Equal("1>1 2>2", Matched([Rates(1, 2), Rates(2, 2, months: 2)], Rates(1, 2, 90_00), Rates(2, 2, 90_00, months: 2)));

    [Fact]
    public void Another_number_of_rates_keeps_the_first_ones() => Assert.Equal("1>1", Matched([Rates(1, 2)], Rates(1, 3)));

    /// <summary>Who holds the paper of the whole would pay a rate with it.</summary>
    [Fact]
    public void What_was_paid_at_once_is_no_rate() => Assert.Equal("", Matched([Whole(1)], Rates(1, 2)));

    [Fact]
    public void Of_options_that_ask_the_same_the_name_and_the_last_day_tell()
    {
        Assert.Equal("2>1", Matched([Whole(1, name: "Tutto"), Whole(2, name: "Intero")], Whole(1, name: "Intero")));
        Assert.Equal("2>1 1>2", Matched([Whole(1, name: "A"), Whole(2, name: "B")], Whole(1, name: "B"), Whole(2, name: "A")));
        var (first, second) = (Until(1, _june), Until(2, _june.AddYears(1)));
        Assert.Equal("2>1", Matched([first, second], second with { Index = 1 }));
    }

    private static OptionShape Until(int index, DateOnly last) => new(index, PaymentOptionKind.Reduced, null, [(50_00, null, last)]);

    [Fact]
    public void A_new_option_is_nobody_s() => Assert.Equal("1>1", Matched([Whole(1)], Whole(1), Rates(2, 2)));
}
