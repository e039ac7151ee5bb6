using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>A valid row as far as numbering it goes.</summary>
public readonly record struct FlowChunkRow(int RowNumber, string FiscalCode, string ServiceCode, bool HasExternalId)
{
    public bool IsAnonymous => FiscalCode == Core.Identifiers.FiscalCode.AnonymousText;
}

/// <summary>Which rows of a chunk become one position.</summary>
public static class FlowChunk
{
    /// <summary>
    /// The rows of one debtor and service share a position when the flow is grouped; anonymous debtors are never taken for the same one.
    /// </summary>
    public static PositionDrafts Of(List<FlowChunkRow> rows, bool isGrouped, DateTimeOffset now)
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
        return new([.. rows.Select(r => r.RowNumber)], groups, [.. rows.Select(r => r.FiscalCode)], now);
    }
}
