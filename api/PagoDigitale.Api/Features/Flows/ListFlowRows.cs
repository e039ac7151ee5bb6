using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowRowFilter : PageQuery
{
    [CommaSeparated("verdict")]
    public string[]? Verdict { get; init; }

    /// <summary>Of rows that have issued a notice.</summary>
    [FromQuery(Name = "isPaid")]
    public bool? IsPaid { get; init; }

    [FromQuery(Name = "hasWarnings")]
    public bool? HasWarnings { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }
}

public sealed class ListFlowRowsHandler(TenantSession session, FlowLookup flows)
{
    // A row that is nothing but wrong has more; the outcome of the flow tells them all.
    private const int ErrorsMax = 20;
    private const int WarningsMax = 30;

    public async Task<Outcome<Page<FlowRowModel>>> RunAsync(string flow, FlowRowFilter filter, CancellationToken ct)
    {
        if (QueryValue.TryStates<FlowRowVerdict>(filter.Verdict, "verdict") is { } unknown)
            return unknown;
        var found = await flows.FindAsync(flow, forUpdate: false, ct);
        if (found.Error is { } missing)
            return missing;
        if (Cursor.TryRead(filter.Cursor, 1, out var after) is { } error)
            return error;
        var last = 0;
        if (after is not null && !int.TryParse(after.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out last))
            return Cursor.Malformed();
        var where = new Conditions("organization_id = $1 AND flow_id = $2 AND row_number > $3", session.Organization, found.Value!.Id, last)
            .And("verdict = ANY (?)", filter.Verdict)
            .And("(warnings IS NOT NULL) = ?", filter.HasWarnings)
            .And(
                "EXISTS (SELECT FROM door.instalments i WHERE i.organization_id = $1 AND i.notice_number = "
                    + "flow_rows.notice_number AND i.state <> 'void' AND (i.state IN ('paid', 'reported', "
                    + "'reconciled')) = ?)",
                filter.IsPaid
            )
            .AndContains("search_text(concat_ws(chr(10), debtor_name, debtor_fiscal_code, external_id, description))", filter.Q);
        var rows = await session.QueryAsync(
            $"""
            SELECT row_number, verdict, external_id, debtor_type, debtor_fiscal_code, debtor_name, description, amount_cents, due_date,
                   accertamento_year, accertamento_number, errors::text, original, position_id, notice_number, warnings::text,
                   option_index, option_kind, option_description, instalment_index, valid_from, keep_payable_after_due_date,
                   request_to_pay
            FROM flow_rows WHERE {where} ORDER BY row_number LIMIT {filter.Limit + 1}
            """,
            Read,
            ct,
            where.Values
        );
        return Page<FlowRowModel>.Of(rows, filter.Limit, r => r, r => new Cursor(r.RowNumber.ToString(CultureInfo.InvariantCulture)));
    }

    private static FlowRowModel Read(NpgsqlDataReader r)
    {
        var notice = Text(r, 14);
        return new()
        {
            RowNumber = r.GetInt32(0),
            Verdict = StateText.Parse<FlowRowVerdict>(r.GetString(1)),
            ExternalId = Text(r, 2),
            DebtorType = Text(r, 3) is { } type ? Enum.Parse<DebtorType>(type) : null,
            DebtorFiscalCode = Text(r, 4),
            DebtorName = Text(r, 5),
            Description = Text(r, 6),
            AmountCents = r.IsDBNull(7) ? null : r.GetInt64(7),
            DueDate = r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8),
            AccertamentoYear = r.IsDBNull(9) ? null : r.GetInt16(9),
            AccertamentoNumber = Text(r, 10),
            OptionIndex = r.IsDBNull(16) ? null : r.GetInt16(16),
            OptionKind = Text(r, 17) is { } kind ? StateText.Parse<PaymentOptionKind>(kind) : null,
            OptionDescription = Text(r, 18),
            InstalmentIndex = r.IsDBNull(19) ? null : r.GetInt16(19),
            ValidFrom = r.IsDBNull(20) ? null : r.GetFieldValue<DateOnly>(20),
            KeepPayableAfterDueDate = r.IsDBNull(21) ? null : r.GetBoolean(21),
            RequestToPay = Text(r, 22) is { } request ? StateText.Parse<RequestToPay>(request) : null,
            Errors = FirstOf<FlowRowError>(Text(r, 11), ErrorsMax),
            Warnings = FirstOf<FlowRowWarning>(Text(r, 15), WarningsMax),
            Original = r.GetString(12),
            PositionId = r.IsDBNull(13) ? null : PublicId.Format("pos", r.GetGuid(13)),
            NoticeNumber = notice,
            Iuv = FlowRowModel.IuvOf(notice),
        };
    }

    private static IReadOnlyList<T> FirstOf<T>(string? stored, int countMax) =>
        stored is null ? [] : [.. JsonSerializer.Deserialize<List<T>>(stored, ApiJson.Options)!.Take(countMax)];

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
