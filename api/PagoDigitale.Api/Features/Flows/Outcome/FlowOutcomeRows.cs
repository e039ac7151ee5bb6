using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Api.Features.Flows.Formats.Standard;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Files;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Outcome;

/// <summary>
/// The rows of the outcome as cells: those of the file, then what became of the row. It comes back as a flow again (<see
/// cref="FlowColumns"/>).
/// </summary>
public sealed class FlowOutcomeRows
{
    private readonly TenantSession _session;
    private readonly FlowRecord _flow;
    private readonly string? _verdict;
    private readonly List<int> _columns;

    public FlowOutcomeRows(TenantSession session, FlowRecord flow, string? verdict)
    {
        (_session, _flow, _verdict) = (session, flow, verdict);
        // Of a file that is an outcome itself only what was its own: an outcome is told once.
        var names = flow.FileColumns!;
        var isOutcome = names.Contains(FlowColumns.OutcomeNames[0], StringComparer.OrdinalIgnoreCase);
        _columns =
        [
            .. Enumerable
                .Range(0, names.Length)
                .Where(i => !isOutcome || !FlowColumns.OutcomeNames.Contains(names[i], StringComparer.OrdinalIgnoreCase)),
        ];
    }

    public IReadOnlyList<string> Header => [.. _columns.Select(i => _flow.FileColumns![i]), .. FlowColumns.OutcomeNames];

    public async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var where = new Conditions("organization_id = $1 AND flow_id = $2", _session.Organization, _flow.Id).And("verdict = ?", _verdict);
        await using var command = _session.Command(
            $"SELECT original, verdict, errors::text, notice_number, warnings::text FROM flow_rows WHERE {where} ORDER BY row_number",
            where.Values
        );
        command.CommandTimeout = 600;
        await using var rows = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
        while (await rows.ReadAsync(ct))
            yield return Cells(rows);
    }

    private List<string> Cells(NpgsqlDataReader row)
    {
        var cells = new List<string>(_columns.Count + FlowColumns.OutcomeNames.Length);
        cells.AddRange(Original(row.GetString(0)));
        cells.Add(row.GetString(1));
        var errors = row.IsDBNull(2) ? [] : JsonSerializer.Deserialize<List<FlowRowError>>(row.GetString(2), ApiJson.Options)!;
        cells.Add(string.Join(" | ", errors.Select(e => e.Code)));
        cells.Add(string.Join(" | ", errors.Select(e => e.Field)));
        cells.Add(string.Join(" | ", errors.Select(e => e.Message.Told())));
        cells.Add(string.Join(" | ", errors.Select(e => e.Remedy.Told())));
        var issued = row.IsDBNull(3) ? null : row.GetString(3);
        var warnings = row.IsDBNull(4) ? [] : JsonSerializer.Deserialize<List<FlowRowWarning>>(row.GetString(4), ApiJson.Options)!;
        // Of a row that issued nothing because it had been issued before: that notice.
        var notice =
            issued
            ?? errors.Select(e => e.NoticeNumber).Concat(warnings.Select(w => w.NoticeNumber)).FirstOrDefault(n => n is not null)
            ?? "";
        cells.Add(notice);
        cells.Add(FlowRowModel.IuvOf(notice) ?? "");
        cells.Add(string.Join(" | ", warnings.Select(w => $"{w.Field}: {w.Message.Told()}")));
        return cells;
    }

    /// <summary>As many cells as the header has, whatever the row had.</summary>
    private IEnumerable<string> Original(string text)
    {
        using var csv = new CsvRecords(new StringReader(text), _flow.Delimiter[0]);
        var cells = csv.Read() ? csv.Cells : [];
        return _columns.Select(i => i < cells.Length ? cells[i] : "");
    }
}
