using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The keys of a set of debts that become positions (<see cref="PositionSetWriter"/>), in parallel arrays as the statements take them.
/// Debts of one position are its instalments; of one instalment, its allocations. A position is that of the first of its debts.
/// </summary>
public sealed class PositionDrafts
{
    /// <param name="places">The place of each debt in its source, ascending.</param>
    /// <param name="groups">The position of each, from 0 on in the order of their first places.</param>
    /// <param name="parts">The instalment of each, from 0 on in the same order: debts of one instalment are of one position.</param>
    /// <param name="fiscalCodes">Of the debtor of each.</param>
    /// <param name="tellsDebtor">Whether the debtor is as this debt says: of several instalments one.</param>
    public PositionDrafts(int[] places, int[] groups, int[] parts, string[] fiscalCodes, bool[] tellsDebtor, DateTimeOffset now)
    {
        (Places, Parts, FiscalCodes, TellsDebtor) = (places, parts, fiscalCodes, tellsDebtor);
        PositionsCount = CountOf(groups);
        InstalmentsCount = CountOf(parts);
        var positions = PublicId.NewGuids(PositionsCount, now);
        var instalments = PublicId.NewGuids(InstalmentsCount, now);
        PositionIds = [.. groups.Select(g => positions[g])];
        InstalmentIds = [.. parts.Select(p => instalments[p])];
        IsFollower = new bool[parts.Length];
        var seen = new bool[InstalmentsCount];
        for (var i = 0; i < parts.Length; i++)
        {
            IsFollower[i] = seen[parts[i]];
            seen[parts[i]] = true;
        }
    }

    /// <summary>How many positions they become.</summary>
    public int PositionsCount { get; }

    /// <summary>How many notices.</summary>
    public int InstalmentsCount { get; }

    public int[] Places { get; }
    public int[] Parts { get; }
    public string[] FiscalCodes { get; }
    public bool[] TellsDebtor { get; }
    public Guid[] PositionIds { get; }
    public Guid[] InstalmentIds { get; }

    /// <summary>Whether a debt goes into the instalment of another before it.</summary>
    public bool[] IsFollower { get; }

    /// <summary>Each debt is a position of one instalment.</summary>
    public bool IsPlain => PositionsCount == Parts.Length;

    private static int CountOf(int[] numbers) => numbers.Length == 0 ? 0 : numbers.Max() + 1;
}
