using System.Text;
using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Api.Features.Flows.Formats.Standard;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.Flows.Outcome;

public static class FlowOutcomeCsv
{
    private const char Separator = ';';

    public static async Task WriteAsync(FlowOutcomeRows rows, Stream output, CancellationToken ct)
    {
        // The mark makes spreadsheets read UTF-8.
        await using var writer = new StreamWriter(
            output,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            1 << 16,
            leaveOpen: true
        );
        var line = new StringBuilder();
        await writer.WriteAsync(Line(line, rows.Header), ct);
        await foreach (var cells in rows.ReadAsync(ct))
            await writer.WriteAsync(Line(line, cells), ct);
    }

    private static StringBuilder Line(StringBuilder line, IReadOnlyList<string> cells)
    {
        line.Clear();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                line.Append(Separator);
            CsvText.Append(line, CsvText.WithoutFormula(cells[i]), Separator);
        }
        return line.Append("\r\n");
    }
}
