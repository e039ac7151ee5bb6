using Npgsql;
using PagoDigitale.Platform.Database;
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

    private static readonly SqlText _ofStatement = SqlText.Statement(
        typeof(TransferQueries),
        "TransfersOfStatement.sql",
        ("columns", Columns),
        ("paid", Paid)
    );

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
        session.QueryAsync(_ofStatement, Map, ct, session.Organization, statement);

    /// <summary>The current revision of a flow, with its movement when it has one. Two PSPs might use one flow id.</summary>
    public Task<List<Transfer>> OfFlowAsync(string flussoId, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT {Columns}, r.flusso_id, r.is_accounted FROM door.rendicontazioni r
            LEFT JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = r.movement_id
            {Paid}
            WHERE r.organization_id = $1 AND r.flusso_id = $2 AND r.state <> 'superseded'
            ORDER BY r.rendicontazione_id
            """,
            Map,
            ct,
            session.Organization,
            flussoId
        );

    /// <summary>The rendicontazioni whose reversale was annulled from a moment on.</summary>
    public Task<List<Guid>> AnnulledSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        session.QueryAsync(
            "SELECT rendicontazione_id FROM reversali WHERE organization_id = $1 AND annulled_at >= $2",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            since
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
            FlussoId = r.IsDBNull(10) ? null : r.GetString(10),
            IsAccounted = r.GetBoolean(11),
        };
}
