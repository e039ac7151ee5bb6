using System.Globalization;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class RendicontazioneQueries(TenantSession session, IReceiptsOfRows receipts, InboundMessages inbound)
{
    private const string Columns = """
        rendicontazione_id, flow_id, revision, flow_date_time, regulation_id, regulation_date, psp_id, psp_name, bic, payments_count,
        total_amount_cents, computed_count, computed_amount_cents, state, anomalies::text, superseded_by, movement_id, is_accounted,
            received_at
        """;

    /// <summary>
    /// The sender names itself by BIC, ABI or fiscal code; its idPSP stands in the flow id between date and dash (SACI chapter
    /// 6), and the receipts of its payments name it by idPSP and fiscal code.
    /// </summary>
    private string IsOfPsp =>
        $"""
            (r.psp_id = ANY (?) OR EXISTS (SELECT FROM unnest(?::text[]) AS code WHERE starts_with(substr(r.flow_id, 11), code || '-'))
                OR EXISTS (
                SELECT FROM rendicontazione_rows w
                WHERE w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id AND {receipts.IsOfPsp(
                "w.receipt_record_id",
                "?"
            )}))
            """;

    private string HasRowOfDebtor =>
        $"""
            r.rendicontazione_id IN (
                SELECT w.rendicontazione_id FROM door.positions p JOIN door.instalments i ON i.organization_id = $1
                    AND i.position_id = p.position_id
                    JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = i.instalment_id
                WHERE p.organization_id = $1 AND p.debtor_fiscal_code = upper(?)
                UNION ALL
                SELECT w.rendicontazione_id FROM ({receipts.OfDebtor("?", "upper(?)")}) c
                JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id)
            """;

    public async Task<Outcome<Page<RendicontazioneModel>>> ListAsync(RendicontazioneFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryState<RendicontazioneState>(filter.State, "state", out var state) is { } unknown)
            return unknown;
        var where = new Conditions("r.organization_id = $1", session.Organization)
            .And("r.flow_id = ?", filter.FlowId)
            .And(IsOfPsp, filter.PspId is { } psp ? PspCode.Spellings(psp).ToArray() : null)
            .AndKeyed("r.state", state)
            .AndKeyed("r.is_accounted", filter.IsAccounted)
            .Behind("r.rendicontazione_id", after)
            .And("r.regulation_date >= ?", filter.CollectedFrom)
            .And("r.regulation_date <= ?", filter.CollectedTo);
        AddRows(where, filter);
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM rendicontazioni r WHERE {where} {where.Order("r.rendicontazione_id")} LIMIT {filter.Limit + 1}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<RendicontazioneModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    /// <summary>One row must fit all that is asked of rows.</summary>
    private void AddRows(Conditions where, RendicontazioneFilter filter)
    {
        var row =
            (filter.PaidFrom is { } from ? $" AND w.payment_date >= {where.Add(from)}" : "")
            + (filter.PaidTo is { } to ? $" AND w.payment_date <= {where.Add(to)}" : "")
            + (filter.Iuv is { } iuv ? $" AND w.iuv = {where.Add(iuv)}" : "");
        if (filter.DebtorFiscalCode is { } debtor)
        {
            var (code, asWritten) = (where.Add(debtor.ToUpperInvariant()), where.Add(debtor));
            row += $"""
                 AND (w.instalment_id IN (SELECT i.instalment_id FROM door.positions p JOIN door.instalments i ON i.organization_id = $1
                     AND i.position_id = p.position_id
                        WHERE p.organization_id = $1 AND p.debtor_fiscal_code = {code})
                    OR w.receipt_record_id IN ({receipts.OfDebtor(code, asWritten)}))
                """;
            where.And(HasRowOfDebtor, debtor);
        }
        if (row.Length > 0)
            where.Always(
                "EXISTS (SELECT FROM rendicontazione_rows w WHERE w.organization_id = $1 AND w.rendicontazione_id = "
                    + $"r.rendicontazione_id{row})"
            );
    }

    public async Task<Outcome<RendicontazioneModel>> ReadAsync(string rendicontazione, CancellationToken ct) =>
        PublicId.TryParse(rendicontazione, "rnd", out var id) && await FindAsync(id, ct) is { } found ? found : NotFound(rendicontazione);

    public async Task<RendicontazioneModel?> FindAsync(Guid id, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {Columns} FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = $2",
                Map,
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();

    public async Task<Outcome<Page<RendicontazioneRowModel>>> RowsAsync(
        string rendicontazione,
        RendicontazioneRowFilter filter,
        CancellationToken ct
    )
    {
        if (Cursor.TryRead(filter.Cursor, 1, out var cursor) is { } error)
            return error;
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Cursor.Malformed();
        if (QueryValue.TryState<RowState>(filter.State, "state", out var state) is { } unknown)
            return unknown;
        if (QueryValue.TryState<PaymentOutcome>(filter.Outcome, "outcome", out _) is { } unknownOutcome)
            return unknownOutcome;
        if (!PublicId.TryParse(rendicontazione, "rnd", out var id) || await FindAsync(id, ct) is null)
            return NotFound(rendicontazione);
        short? outcome = filter.Outcome is null ? null : (short)StateText.Parse<PaymentOutcome>(filter.Outcome);
        var where = new Conditions(
            "w.organization_id = $1 AND w.rendicontazione_id = $2 AND w.row_index > $3",
            session.Organization,
            id,
            after
        )
            .And(
                "(w.instalment_id IS NOT NULL OR w.receipt_record_id IS NOT NULL) = ?",
                state is null ? null : state == StateText.Of(RowState.Matched)
            )
            .And("w.outcome_code = ?", outcome)
            .And("w.iuv = ?", filter.Iuv);
        var rows = await session.QueryAsync(
            $"""
            SELECT w.row_index, w.iuv, w.receipt_id, w.transfer_index, w.amount_cents, w.outcome_code, w.payment_date,
                   p.debtor_fiscal_code, p.debtor_name, p.position_id, w.receipt_record_id,
                   w.instalment_id IS NOT NULL OR w.receipt_record_id IS NOT NULL
            FROM rendicontazione_rows w
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
            WHERE {where} ORDER BY w.row_index LIMIT {filter.Limit + 1}
            """,
            r => (r.IsDBNull(10) ? (Guid?)null : r.GetGuid(10), MapRow(r)),
            ct,
            where.Values
        );
        return Page<RendicontazioneRowModel>.Of(
            await WithDebtorsOfReceiptsAsync(rows, ct),
            filter.Limit,
            r => r,
            r => new Cursor(r.Index.ToString(CultureInfo.InvariantCulture))
        );
    }

    /// <summary>Of payments whose debt nobody here knows the receipt says who owed it.</summary>
    private async Task<List<RendicontazioneRowModel>> WithDebtorsOfReceiptsAsync(
        List<(Guid? Receipt, RendicontazioneRowModel Model)> rows,
        CancellationToken ct
    )
    {
        var unknown = rows.Where(r => r.Model.PositionId is null).Select(r => r.Receipt).OfType<Guid>();
        var debtors = await receipts.DebtorsAsync([.. unknown], ct);
        return
        [
            .. rows.Select(r =>
                r.Receipt is { } receipt && debtors.TryGetValue(receipt, out var debtor)
                    ? r.Model with
                    {
                        DebtorFiscalCode = debtor.FiscalCode,
                        DebtorName = debtor.Name,
                    }
                    : r.Model
            ),
        ];
    }

    public async Task<Outcome<(byte[] Content, string FileName)>> XmlAsync(string rendicontazione, CancellationToken ct)
    {
        if (!PublicId.TryParse(rendicontazione, "rnd", out var id))
            return NotFound(rendicontazione);
        var found = await session.QueryAsync(
            "SELECT message_id, flow_id FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = $2",
            r => (Message: r.GetGuid(0), FlowId: r.GetString(1)),
            ct,
            session.Organization,
            id
        );
        return found.Count == 1 && await inbound.ReadAsync(found[0].Message, ct) is { } content
            ? (content, $"{string.Concat(found[0].FlowId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'))}.xml")
            : NotFound(rendicontazione);
    }

    private static ApiError NotFound(string id) => ApiError.NotFound("Rendicontazione", id);

    private static RendicontazioneModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("rnd", r.GetGuid(0)),
            FlowId = r.GetString(1),
            Revision = r.GetInt32(2),
            FlowDateTime = r.GetFieldValue<DateTimeOffset>(3),
            RegulationId = r.GetString(4),
            RegulationDate = r.GetFieldValue<DateOnly>(5),
            Psp = new() { Id = r.GetString(6), Name = r.IsDBNull(7) ? null : r.GetString(7) },
            Bic = r.IsDBNull(8) ? null : r.GetString(8),
            PaymentsCount = r.GetInt32(9),
            TotalAmountCents = r.GetInt64(10),
            ComputedCount = r.GetInt32(11),
            ComputedAmountCents = r.GetInt64(12),
            State = StateText.Parse<RendicontazioneState>(r.GetString(13)),
            Anomalies = JsonSerializer.Deserialize<List<Anomaly>>(r.GetString(14), ApiJson.Options)!,
            SupersededBy = r.IsDBNull(15) ? null : PublicId.Format("rnd", r.GetGuid(15)),
            MovementId = r.IsDBNull(16) ? null : PublicId.Format("mov", r.GetGuid(16)),
            IsAccounted = r.GetBoolean(17),
            ReceivedAt = r.GetFieldValue<DateTimeOffset>(18),
        };

    private static RendicontazioneRowModel MapRow(NpgsqlDataReader r) =>
        new()
        {
            Index = r.GetInt32(0),
            Iuv = r.GetString(1),
            ReceiptId = r.GetString(2),
            TransferIndex = r.IsDBNull(3) ? null : r.GetInt16(3),
            // What was revoked is kept as what it takes away.
            AmountCents = r.GetInt16(5) == (short)PaymentOutcome.Revoked ? Math.Abs(r.GetInt64(4)) : r.GetInt64(4),
            OutcomeCode = r.GetInt16(5),
            Outcome = Enum.IsDefined((PaymentOutcome)r.GetInt16(5)) ? (PaymentOutcome)r.GetInt16(5) : null,
            PaymentDate = r.GetFieldValue<DateOnly>(6),
            DebtorFiscalCode = r.IsDBNull(7) ? null : r.GetString(7),
            DebtorName = r.IsDBNull(8) ? null : r.GetString(8),
            PositionId = r.IsDBNull(9) ? null : PublicId.Format("pos", r.GetGuid(9)),
            ReceiptRecordId = r.IsDBNull(10) ? null : PublicId.Format("rcp", r.GetGuid(10)),
            State = r.GetBoolean(11) ? RowState.Matched : RowState.Unmatched,
        };
}
