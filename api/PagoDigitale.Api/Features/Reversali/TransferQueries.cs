using Npgsql;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class TransferQueries(TenantSession session)
{
    private const string Columns = """
        coalesce(r.flow_id, m.reference_value), r.rendicontazione_id, r.total_amount_cents, r.computed_amount_cents, r.computed_count, r.is_accounted,
        m.movement_id, m.amount_cents, m.accounting_date, m.line_number, m.provvisorio
        """;

    public async Task<bool> StatementExistsAsync(Guid statement, CancellationToken ct) =>
        await session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM bank_statements WHERE organization_id = $1 AND statement_id = $2)", ct, session.Organization, statement);

    /// <summary>The transfers of a statement, those whose flow is still unknown included.</summary>
    public Task<List<Transfer>> OfStatementAsync(Guid statement, CancellationToken ct) => session.QueryAsync($"""
        SELECT {Columns} FROM bank_movements m
        LEFT JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = m.rendicontazione_id
        WHERE m.organization_id = $1 AND m.statement_id = $2
          AND (m.rendicontazione_id IS NOT NULL OR (m.state = 'unmatched' AND m.is_pago_pa AND m.amount_cents > 0 AND m.reference_kind = 'flow'))
        ORDER BY m.accounting_date, m.line_number
        """, Map, ct, session.Organization, statement);

    /// <summary>The current revision of a flow, with its movement when it has one. Two PSPs might use one flow id.</summary>
    public Task<List<Transfer>> OfFlowAsync(string flowId, CancellationToken ct) => session.QueryAsync($"""
        SELECT {Columns} FROM rendicontazioni r
        LEFT JOIN bank_movements m ON m.organization_id = $1 AND m.movement_id = r.movement_id
        WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.state <> 'superseded'
        ORDER BY r.rendicontazione_id
        """, Map, ct, session.Organization, flowId);

    private static Transfer Map(NpgsqlDataReader r) => new()
    {
        FlowId = r.GetString(0),
        RendicontazioneId = r.IsDBNull(1) ? null : r.GetGuid(1),
        TotalCents = r.IsDBNull(2) ? 0 : r.GetInt64(2),
        ComputedCents = r.IsDBNull(3) ? 0 : r.GetInt64(3),
        PaymentsCount = r.IsDBNull(4) ? 0 : r.GetInt32(4),
        IsAccounted = !r.IsDBNull(5) && r.GetBoolean(5),
        MovementId = r.IsDBNull(6) ? null : r.GetGuid(6),
        MovementCents = r.IsDBNull(7) ? null : r.GetInt64(7),
        MovementDate = r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8),
        LineNumber = r.IsDBNull(9) ? 0 : r.GetInt32(9),
        Provvisorio = r.IsDBNull(10) ? null : r.GetString(10),
    };
}
