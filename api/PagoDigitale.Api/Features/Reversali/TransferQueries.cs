using Npgsql;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class TransferQueries(TenantSession session)
{
    private const string Columns = """
        r.rendicontazione_id, r.total_amount_cents, r.computed_amount_cents, r.computed_count, m.movement_id, paid.cents,
            m.accounting_date, m.line_number, m.provvisorio,
        r.regulation_date
        """;

    /// <summary>All that paid out the flow, together.</summary>
    private const string Paid = """
        LEFT JOIN LATERAL (SELECT sum(l.amount_cents)::bigint AS cents FROM door.movement_links l WHERE l.organization_id = $1
            AND l.rendicontazione_id = r.rendicontazione_id) paid ON true
        """;

    public async Task<bool> StatementExistsAsync(Guid statement, CancellationToken ct) =>
        await session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM door.bank_statements WHERE organization_id = $1 AND statement_id = $2)",
            ct,
            session.Organization,
            statement
        );

    /// <summary>
    /// The transfers of a statement, each once however many movements brought it, those whose flow is still unknown included.
    /// A flow accounted before any movement was matched to it waits for this one: its money is accounted already, whether the
    /// statement is reconciled or not; not so while another PSP's flow of the same identifier waits as well.
    /// </summary>
    public Task<List<Transfer>> OfStatementAsync(Guid statement, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT {Columns}, coalesce(r.flow_id, CASE WHEN m.receipt_record_id IS NULL THEN m.reference_value END),
                coalesce(r.is_accounted, waiting.flow IS NOT NULL) FROM door.bank_movements m
            LEFT JOIN door.movement_links k ON k.organization_id = $1 AND k.movement_id = m.movement_id
            LEFT JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = k.rendicontazione_id
            {Paid}
            LEFT JOIN (
                SELECT lower(flow_id) AS flow FROM door.rendicontazioni WHERE organization_id = $1 AND state <> 'superseded'
                    AND movement_id IS NULL
                GROUP BY lower(flow_id) HAVING bool_and(is_accounted)) waiting
                ON m.rendicontazione_id IS NULL AND waiting.flow = lower(m.reference_value)
            WHERE m.organization_id = $1 AND m.statement_id = $2
              AND (m.rendicontazione_id IS NOT NULL OR (m.state = 'unmatched' AND m.is_pago_pa AND m.amount_cents > 0
                  AND m.reference_kind = 'flow')
                OR m.receipt_record_id IS NOT NULL)
              AND NOT EXISTS (SELECT FROM door.movement_links l JOIN door.bank_movements b ON b.organization_id = $1
                  AND b.movement_id = l.movement_id AND b.statement_id = $2
                  WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id
                      AND (l.amount_cents, l.movement_id) > (k.amount_cents, k.movement_id))
            ORDER BY m.accounting_date, m.line_number
            """,
            Map,
            ct,
            session.Organization,
            statement
        );

    /// <summary>The current revision of a flow, with its movement when it has one. Two PSPs might use one flow id.</summary>
    public Task<List<Transfer>> OfFlowAsync(string flowId, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT {Columns}, r.flow_id, r.is_accounted FROM door.rendicontazioni r
            LEFT JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = r.movement_id
            {Paid}
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.state <> 'superseded'
            ORDER BY r.rendicontazione_id
            """,
            Map,
            ct,
            session.Organization,
            flowId
        );

    private static Transfer Map(NpgsqlDataReader r) =>
        new()
        {
            RendicontazioneId = r.IsDBNull(0) ? null : r.GetGuid(0),
            TotalCents = r.IsDBNull(1) ? 0 : r.GetInt64(1),
            ComputedCents = r.IsDBNull(2) ? 0 : r.GetInt64(2),
            PaymentsCount = r.IsDBNull(3) ? 0 : r.GetInt32(3),
            MovementId = r.IsDBNull(4) ? null : r.GetGuid(4),
            MovementCents = r.IsDBNull(5) ? null : r.GetInt64(5),
            MovementDate = r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6),
            LineNumber = r.IsDBNull(7) ? 0 : r.GetInt32(7),
            Provvisorio = r.IsDBNull(8) ? null : r.GetString(8),
            RegulationDate = r.IsDBNull(9) ? null : r.GetFieldValue<DateOnly>(9),
            FlowId = r.IsDBNull(10) ? null : r.GetString(10),
            IsAccounted = r.GetBoolean(11),
        };
}
