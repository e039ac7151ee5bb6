using CsCheck;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

public sealed class PositionStatesTests
{
    private static readonly DateOnly _today = new(2026, 3, 10);

    [Fact]
    public void Money_known_in_part_is_no_whole_payment()
    {
        PositionStates.Compute([InstalmentState.Paid], null, _today, isAnyInPart: true).ShouldBe(PositionState.PartiallyPaid);
        PositionStates.Compute([InstalmentState.Unpaid], null, _today, isAnyInPart: true).ShouldBe(PositionState.Payable);
    }

    /// <summary>Of up to three instalments, which is all the rule tells apart: none, some, all.</summary>
    [Fact]
    public void What_instalments_a_position_may_have_are_those_that_make_it()
    {
        var all = Enum.GetValues<InstalmentState>();
        var met = new Dictionary<PositionState, HashSet<InstalmentState>>();
        foreach (var first in all)
        foreach (var second in all)
        foreach (var third in all)
        foreach (var instalments in new InstalmentState[][] { [first], [first, second], [first, second, third] })
        foreach (var isInPart in new[] { false, true })
        foreach (var validFrom in new DateOnly?[] { null, _today.AddDays(1) })
        {
            var state = PositionStates.Compute(instalments, validFrom, _today, isInPart);
            if (!met.TryGetValue(state, out var states))
                met[state] = states = [];
            states.UnionWith(instalments);
        }
        foreach (var state in Enum.GetValues<PositionState>())
            PositionStates.MayHave(state).ShouldBe(met[state], ignoreOrder: true, state.ToString());
    }

    [Theory]
    [InlineData("", "draft")]
    [InlineData("draft", "draft")]
    [InlineData("draft draft", "draft")]
    [InlineData("draft unpaid", "payable")]
    [InlineData("unpaid", "payable")]
    [InlineData("unpaid expired", "payable")]
    [InlineData("unpaid cancelled", "payable")]
    [InlineData("expired", "expired")]
    [InlineData("expired draft", "expired")]
    [InlineData("expired cancelled", "expired")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("cancelled replaced", "cancelled")]
    [InlineData("replaced draft", "draft")]
    [InlineData("paid unpaid", "partially-paid")]
    [InlineData("reconciled expired", "partially-paid")]
    [InlineData("reported draft", "partially-paid")]
    [InlineData("paid", "paid")]
    [InlineData("paid cancelled", "paid")]
    [InlineData("paid replaced replaced", "paid")]
    [InlineData("paid reported reconciled", "paid")]
    [InlineData("reported reconciled", "reported")]
    [InlineData("reconciled reconciled", "reconciled")]
    public void A_position_is_what_its_instalments_make_it(string instalments, string expected) =>
        StateText.Of(Compute(instalments, null)).ShouldBe(expected);

    [Theory]
    [InlineData("unpaid", 1, PositionState.Published)]
    [InlineData("unpaid", 0, PositionState.Payable)]
    [InlineData("unpaid", -1, PositionState.Payable)]
    [InlineData("paid", 1, PositionState.Paid)]
    [InlineData("paid unpaid", 1, PositionState.PartiallyPaid)]
    [InlineData("expired", 1, PositionState.Expired)]
    public void A_position_is_published_until_its_first_day_comes(string instalments, int days, PositionState expected) =>
        Compute(instalments, _today.AddDays(days)).ShouldBe(expected);

    [Fact]
    public void The_order_of_instalments_does_not_count() =>
        Gen.Enum<InstalmentState>()
            .Array[1, 5]
            .SelectMany(states => Gen.Shuffle(states).Select(shuffled => (states, shuffled)))
            .Sample(
                (states, shuffled) => PositionStates.Compute(shuffled, null, _today).ShouldBe(PositionStates.Compute(states, null, _today)),
                iter: 500
            );

    private static PositionState Compute(string instalments, DateOnly? validFrom) =>
        PositionStates.Compute(
            instalments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StateText.Parse<InstalmentState>),
            validFrom,
            _today
        );
}
