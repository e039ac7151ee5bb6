using CsCheck;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

public sealed class PositionStatesTests
{
    private static readonly DateOnly _today = new(2026, 3, 10);

    [Fact]
    public void Money_known_in_part_is_no_whole_payment()
    {
        PositionStates.Compute([new(1, InstalmentState.Paid, IsInPart: true)], null, _today).ShouldBe(PositionState.PartiallyPaid);
        PositionStates.Compute([new(1, InstalmentState.Unpaid, IsInPart: true)], null, _today).ShouldBe(PositionState.Payable);
    }

    /// <summary>Of all that positions of one option and of two can come to.</summary>
    [Fact]
    public void What_instalments_a_position_has_in_a_state_is_known()
    {
        var met = new Dictionary<PositionState, HashSet<InstalmentState>>();
        foreach (
            var instalments in OptionHistories.Reached([
                [1],
                [1, 1],
                [1, 1, 1],
                [1, 2],
                [1, 2, 2],
                [1, 1, 2, 2],
            ])
        )
        foreach (var validFrom in new DateOnly?[] { null, _today.AddDays(1) })
        {
            var state = PositionStates.Compute(instalments, validFrom, _today);
            if (!met.TryGetValue(state, out var states))
                met[state] = states = [];
            states.UnionWith(instalments.Where(i => !i.IsReleased).Select(i => i.State));
        }
        foreach (var state in Enum.GetValues<PositionState>())
            met[state].ShouldBeSubsetOf(PositionStates.MayHave(state), state.ToString());
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
            .Sample((states, shuffled) => Compute(shuffled, null).ShouldBe(Compute(states, null)), iter: 500);

    private static PositionState Compute(string instalments, DateOnly? validFrom) =>
        Compute(instalments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StateText.Parse<InstalmentState>), validFrom);

    private static PositionState Compute(IEnumerable<InstalmentState> instalments, DateOnly? validFrom) =>
        PositionStates.Compute([.. instalments.Select(s => new OptionInstalment(1, s))], validFrom, _today);
}
