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
                    r.Value == 1 ? FlowFileTexts.OtherEncodingRow.With(r.Key) : FlowFileTexts.OtherEncodingRows.With(r.Value, r.Key),
                    FlowFileTexts.LookAtProposals.With(r.Key)
                )
            );
}
