using PagoDigitale.Core.Languages;
using Shouldly;
using Xunit;

namespace PagoDigitale.Core.Tests.Languages;

public sealed class MessageTests
{
    private static readonly Wording _quoting = new("'{value}' is none of: {known}.", "'{value}' non è fra: {known}.");

    [Fact]
    public void A_long_value_is_quoted_shortened_and_a_list_is_told_whole()
    {
        var known = Enumerable.Range(1, 100).Select(i => $"name-{i}").ToList();

        var message = _quoting.With($"x{string.Concat(Enumerable.Repeat("\U0001F600", 1_000))}", known);

        message.Values[0].ToString()!.Length.ShouldBeInRange(248, 250);
        message.ToString().ShouldStartWith("'x\U0001F600");
        message.ToString().ShouldContain("\U0001F600…' is none of: name-1, ");
        message.ToString().ShouldEndWith(", name-99, name-100.");
    }

    [Fact]
    public void Each_of_a_list_is_shortened() =>
        _quoting.With(1, new List<string> { new('a', 300), "b" }).ToString().ShouldBe($"'1' is none of: {new string('a', 249)}…, b.");

    [Fact]
    public void A_message_in_a_message_stays_whole()
    {
        var inner = _quoting.With(new string('a', 250), new List<string> { new('b', 250), new('c', 250) });

        _quoting.With(inner, 1).ToString().ShouldContain($"{inner}");
    }
}
