namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>A file in the standard layout (specs/formats/flow-standard.md), as CSV or as a workbook.</summary>
public sealed class StandardReading(ISheet sheet, FlowParameters parameters, DateOnly today) : IFlowReading
{
    private readonly FlowDoubts _doubts = new();
    private FlowColumns? _columns;
    private FlowRowCheck? _check;

    public IReadOnlyList<string> Headers => _columns?.Headers ?? [];

    public char Delimiter => sheet.Delimiter;

    public AmountStyle Amounts => _check?.Amounts ?? new();

    public IReadOnlyList<FlowWarning> Warnings => [.. sheet.Warnings, .. _doubts.Warnings()];

    public IEnumerable<(FlowRow Row, double Position)> Rows()
    {
        foreach (var row in sheet.Rows())
            if (_check is null)
                _check = new FlowRowCheck(_columns = FlowColumns.Of(row.Cells), parameters, today, sheet.IsUnicode);
            else if (!row.Cells.All(string.IsNullOrWhiteSpace))
                yield return (_doubts.Count(_check.Check(row)), row.Position);
    }

    public void Dispose() => sheet.Dispose();
}
