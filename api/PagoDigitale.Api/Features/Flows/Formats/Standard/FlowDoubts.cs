namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>How many rows seem written in which encoding: told once for the file, because the remedy is one for all of them.</summary>
public sealed class FlowDoubts
{
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    public FlowRow Count(FlowRow row)
    {
        if (row.DoubtfulEncoding is { } encoding)
            _rows[encoding] = _rows.GetValueOrDefault(encoding) + 1;
        return row;
    }

    public IEnumerable<FlowWarning> Warnings() =>
        _rows
            .OrderByDescending(r => r.Value)
            .Select(r =>
                FlowWarning.Of(
                    "doubtful-encoding",
                    $"{r.Value} {(r.Value == 1 ? "row seems" : "rows seem")} to be written in {r.Key} and "
                        + $"{(r.Value == 1 ? "was" : "were")} read in another encoding.",
                    $"Look at the proposals of these rows (hasWarnings=true). If the whole file is in {r.Key}, change the flow's "
                        + $"encoding to '{r.Key}': it is read again. If only some rows are, correct the file."
                )
            );
}
