using Npgsql;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The instalments of a position as its state and its payment options ask for them: six arrays of a group, in one order.
/// </summary>
internal static class StandingSql
{
    /// <summary>Of rows <c>i</c> of instalments, grouped by position.</summary>
    public const string Arrays =
        $"array_agg(i.option_index {Order}), array_agg(i.state {Order}), array_agg(i.is_released {Order}), "
        + $"array_agg(i.is_settled_in_part AND i.discharged_own_cents + i.discharged_others_cents = 0 {Order}), "
        + $"array_agg(i.amount_cents {Order}), array_agg(i.receipt_record_id IS NOT NULL {Order})";

    public const string Order = "ORDER BY i.option_index, i.instalment_index, i.instalment_id";

    /// <summary>
    /// The first day on which something of the position <c>p</c> can be paid; -infinity when that is always, null when never.
    /// </summary>
    public const string ValidFrom = "min(coalesce(i.valid_from, p.valid_from, date '-infinity')) FILTER (WHERE i.state = 'unpaid')";

    /// <param name="first">The column of the first array.</param>
    public static List<OptionInstalment> Read(NpgsqlDataReader reader, int first)
    {
        var options = reader.GetFieldValue<short[]>(first);
        var states = reader.GetFieldValue<string[]>(first + 1);
        var released = reader.GetFieldValue<bool[]>(first + 2);
        var inPart = reader.GetFieldValue<bool[]>(first + 3);
        var cents = reader.GetFieldValue<long[]>(first + 4);
        var received = reader.GetFieldValue<bool[]>(first + 5);
        return
        [
            .. options.Select(
                (option, n) =>
                    new OptionInstalment(option, StateText.Parse<InstalmentState>(states[n]), released[n], inPart[n], cents[n], received[n])
            ),
        ];
    }
}
