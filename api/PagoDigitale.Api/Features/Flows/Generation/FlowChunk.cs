using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>What rows of a chunk become together: statements are shorter for those that stay alone.</summary>
/// <param name="IsGrouped">Rows of one debtor and service are one instalment.</param>
/// <param name="HasOptions">Rows are instalments of one position.</param>
public readonly record struct FlowChunkKind(bool IsGrouped, bool HasOptions)
{
    public static readonly List<FlowChunkKind> All = [new(false, false), new(false, true), new(true, false), new(true, true)];

    public static FlowChunkKind Of(FlowRecord flow, List<FlowChunkRow> rows) =>
        new(flow.Parameters.GroupByDebtor, rows.Exists(r => r.IsInstalment));
}

/// <summary>A valid row as far as numbering it goes.</summary>
public readonly record struct FlowChunkRow(
    int RowNumber,
    string FiscalCode,
    string ServiceCode,
    string? ExternalId,
    int? OptionIndex,
    int? InstalmentIndex
)
{
    public bool IsAnonymous => FiscalCode == Core.Identifiers.FiscalCode.AnonymousText;

    /// <summary>Of a position that has others, which bear the same external code.</summary>
    public bool IsInstalment => OptionIndex is not null;
}

/// <summary>Which rows of a chunk become one position.</summary>
public static class FlowChunk
{
    /// <summary>
    /// The rows of one debtor and service share an instalment when the flow is grouped; anonymous debtors are never taken for the same one.
    /// Rows that are instalments themselves share the position of their external code.
    /// </summary>
    public static PositionDrafts Of(List<FlowChunkRow> rows, bool isGrouped, DateTimeOffset now)
    {
        var (groups, parts) = (new int[rows.Count], new int[rows.Count]);
        var known = new Dictionary<(string, string), (int Group, int Part)>();
        var wholes = new Dictionary<string, int>(StringComparer.Ordinal);
        var (positions, instalments) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.IsInstalment)
            {
                if (!wholes.TryGetValue(row.ExternalId!, out var whole))
                    wholes[row.ExternalId!] = whole = positions++;
                (groups[i], parts[i]) = (whole, instalments++);
            }
            else if (!isGrouped || row.IsAnonymous)
                (groups[i], parts[i]) = (positions++, instalments++);
            else if (known.TryGetValue((row.FiscalCode, row.ServiceCode), out var same))
                (groups[i], parts[i]) = same;
            else
                known[(row.FiscalCode, row.ServiceCode)] = (groups[i], parts[i]) = (positions++, instalments++);
        }
        return new(
            [.. rows.Select(r => r.RowNumber)],
            groups,
            parts,
            [.. rows.Select(r => r.FiscalCode)],
            [.. rows.Select(r => !r.IsInstalment || r is { OptionIndex: 1, InstalmentIndex: 1 })],
            now
        );
    }
}
