using System.Text;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Flows.Files;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.PrivateFiles;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowOutcomeQueries(TenantSession session, FlowQueries flows)
{
    private const int SecondsMax = 600;

    /// <summary>
    /// The outcome as a file set aside, as all rows were at one moment: reading them does not wait for whoever will receive them.
    /// A million of them take no more memory than one.
    /// </summary>
    public async Task<Outcome<FileStream>> WriteAsync(string flow, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: false, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (record.FileColumns is null || record.State is FlowState.Received or FlowState.Validating or FlowState.Failed)
            return new ApiError(ErrorKind.NotFound, "flow-outcome-not-found", "The flow has no outcome",
                $"The outcome is there from 'ready' on; the flow is '{StateText.Of(record.State)}'.{(record.Failure is { } failure ? $" {failure.Message}" : "")}");
        await using var command = session.Command("""
            SELECT original, verdict, errors::text, notice_number FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 ORDER BY row_number
            """, session.Organization, record.Id);
        command.CommandTimeout = SecondsMax;
        await using var rows = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
        var file = PrivateFolder.OfProcess.NewSpool("outcome");
        try
        {
            await new FlowOutcomeFile(record).WriteAsync(rows, file, ct);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The original columns of a flow, followed by what became of each row.</summary>
public sealed class FlowOutcomeFile(FlowRecord flow)
{
    private const char Separator = ';';
    private static readonly string[] Added = ["esito", "codice", "campo", "messaggio", "rimedio", "numero_avviso", "iuv"];

    public async Task WriteAsync(NpgsqlDataReader rows, Stream output, CancellationToken ct)
    {
        // The mark makes spreadsheets read UTF-8.
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true);
        var line = new StringBuilder();
        await writer.WriteAsync(Line(line, [.. flow.FileColumns!, .. Added]), ct);
        while (await rows.ReadAsync(ct))
            await writer.WriteAsync(Line(line, Cells(rows)), ct);
    }

    private List<string> Cells(NpgsqlDataReader row)
    {
        var cells = new List<string>(flow.FileColumns!.Length + Added.Length);
        cells.AddRange(Original(row.GetString(0)));
        cells.Add(row.GetString(1));
        var errors = row.IsDBNull(2) ? [] : JsonSerializer.Deserialize<List<FlowRowError>>(row.GetString(2), ApiJson.Options)!;
        cells.Add(string.Join(" | ", errors.Select(e => e.Code)));
        cells.Add(string.Join(" | ", errors.Select(e => e.Field)));
        cells.Add(string.Join(" | ", errors.Select(e => e.Message)));
        cells.Add(string.Join(" | ", errors.Select(e => e.Remedy)));
        var notice = row.IsDBNull(3) ? "" : row.GetString(3);
        cells.Add(notice);
        cells.Add(FlowRowQueries.IuvOf(notice) ?? "");
        return cells;
    }

    /// <summary>As many cells as the header has, whatever the row had.</summary>
    private IEnumerable<string> Original(string text)
    {
        using var csv = CsvSheet.Reader(new StringReader(text), flow.Delimiter[0]);
        var cells = csv.Read() ? csv.Current.ToArray() : [];
        return Enumerable.Range(0, flow.FileColumns!.Length).Select(i => i < cells.Length ? cells[i] : "");
    }

    private static StringBuilder Line(StringBuilder line, List<string> cells)
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
