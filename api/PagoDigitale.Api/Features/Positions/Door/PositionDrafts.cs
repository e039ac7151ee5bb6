using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The keys of a set of debts that become positions (<see cref="PositionSetWriter"/>), in parallel arrays as the statements take them.
/// Debts of one group become one position, which is that of the first of them.
/// </summary>
public sealed class PositionDrafts
{
    /// <param name="places">The place of each debt in its source, ascending.</param>
    /// <param name="groups">The group of each, from 0 on in the order of their first places.</param>
    /// <param name="fiscalCodes">Of the debtor of each.</param>
    public PositionDrafts(int[] places, int[] groups, string[] fiscalCodes, DateTimeOffset now)
    {
        (Places, Groups, FiscalCodes) = (places, groups, fiscalCodes);
        Count = groups.Length == 0 ? 0 : groups.Max() + 1;
        var positions = PublicId.NewGuids(Count, now);
        var instalments = PublicId.NewGuids(Count, now);
        PositionIds = [.. groups.Select(g => positions[g])];
        InstalmentIds = [.. groups.Select(g => instalments[g])];
        IsFollower = new bool[groups.Length];
        var seen = new bool[Count];
        for (var i = 0; i < groups.Length; i++)
        {
            IsFollower[i] = seen[groups[i]];
            seen[groups[i]] = true;
        }
    }

    /// <summary>How many positions they become.</summary>
    public int Count { get; }

    public int[] Places { get; }
    public int[] Groups { get; }
    public string[] FiscalCodes { get; }
    public Guid[] PositionIds { get; }
    public Guid[] InstalmentIds { get; }

    /// <summary>Whether a debt goes into the position of another before it.</summary>
    public bool[] IsFollower { get; }

    public bool IsGrouped => Count < Groups.Length;
}
