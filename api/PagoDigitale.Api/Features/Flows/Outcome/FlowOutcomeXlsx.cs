using System.Xml;
using SpreadCheetah;

namespace PagoDigitale.Api.Features.Flows.Outcome;

/// <summary>
/// Every cell is a text: 18 digits of a notice number, zeros in front and amounts come back as they are, and nothing is a formula.
/// To a file, because an archive is not written in one go.
/// </summary>
public static class FlowOutcomeXlsx
{
    public static async Task WriteAsync(FlowOutcomeRows rows, FileStream file, CancellationToken ct)
    {
        await using var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: ct);
        await book.StartWorksheetAsync("Esito", token: ct);
        await book.AddRowAsync(Cells(rows.Header), ct);
        await foreach (var cells in rows.ReadAsync(ct))
            await book.AddRowAsync(Cells(cells), ct);
        await book.FinishAsync(ct);
    }

    private static DataCell[] Cells(IReadOnlyList<string> texts) => [.. texts.Select(t => new DataCell(Writable(t)))];

    /// <summary>Rows are rejected for characters that XML cannot hold, and the outcome still has to show them.</summary>
    private static string Writable(string text) =>
        text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))
            ? text
            : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\ufffd'));
}
