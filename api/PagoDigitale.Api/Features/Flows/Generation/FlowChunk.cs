using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>A valid row as far as numbering it goes.</summary>
public readonly record struct FlowChunkRow(int RowNumber, string FiscalCode, string ServiceCode, bool HasExternalId)
{
    public bool IsAnonymous => FiscalCode == Core.Identifiers.FiscalCode.AnonymousText;
}

/// <summary>
/// The identifiers of the rows of a chunk, in parallel arrays as the statements take them. The rows of one debtor and service
/// share those of a position when the flow is grouped; anonymous debtors are never taken for the same one.
/// </summary>
public sealed class FlowChunk
{
    private FlowChunk(List<FlowChunkRow> rows, int[] groups, int positions, DateTimeOffset now)
    {
        Rows = rows;
        PositionCount = positions;
        var positionIds = Ids(positions, now);
        var instalmentIds = Ids(positions, now);
        var postingIds = Ids(positions, now);
        Groups = groups;
        RowNumbers = [.. rows.Select(r => r.RowNumber)];
        PositionIds = [.. groups.Select(g => positionIds[g])];
        InstalmentIds = [.. groups.Select(g => instalmentIds[g])];
        PostingIds = [.. groups.Select(g => postingIds[g])];
        DebtorIds = Ids(rows.Count, now);
        var seen = new bool[positions];
        IsGrouped = new bool[rows.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            IsGrouped[i] = seen[groups[i]];
            seen[groups[i]] = true;
        }
    }

    public List<FlowChunkRow> Rows { get; }
    public int PositionCount { get; }
    public int[] Groups { get; }
    public int[] RowNumbers { get; }
    public Guid[] PositionIds { get; }
    public Guid[] InstalmentIds { get; }
    public Guid[] PostingIds { get; }
    public Guid[] DebtorIds { get; }
    public bool[] IsGrouped { get; }

    public static FlowChunk Of(List<FlowChunkRow> rows, bool isGrouped, DateTimeOffset now)
    {
        var groups = new int[rows.Count];
        var known = new Dictionary<(string, string), int>();
        var count = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (!isGrouped || rows[i].IsAnonymous)
                groups[i] = count++;
            else if (known.TryGetValue((rows[i].FiscalCode, rows[i].ServiceCode), out var group))
                groups[i] = group;
            else
                known[(rows[i].FiscalCode, rows[i].ServiceCode)] = groups[i] = count++;
        }
        return new FlowChunk(rows, groups, count, now);
    }

    /// <summary>Ascending, so that rows, primary keys and index pages grow in the same order.</summary>
    private static Guid[] Ids(int count, DateTimeOffset now)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = PublicId.NewGuid(now);
        Array.Sort(ids);
        return ids;
    }
}
