using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Allocations.Exposed;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>
/// Reads accertamenti with their totals, computed from what is allocated on them: issued (instalments neither draft nor
/// cancelled nor replaced, less what was written off), collected (what came, as <see cref="CollectedSql"/> splits it), regularised (booked by reversali).
/// The page is cut first and only its rows are totalled, in the same statement.
/// </summary>
public sealed class AccertamentiQueries(TenantSession session)
{
    /// <summary>An array, because the planner takes a subquery for 200 rows and then walks all flows for each.</summary>
    private const string IsUnusual = "= ANY (ARRAY(SELECT instalment_id FROM unusual))";

    /// <summary>
    /// By the index, for each accertamento <c>g</c> of the page: where the planner takes each for one of two, it read all allocations
    /// of the organization for each.
    /// </summary>
    private const string OfAccertamento = """
        SELECT l.instalment_id, l.accertamento_id, l.amount_cents FROM allocations l
        WHERE l.organization_id = $1 AND l.accertamento_id = g.accertamento_id OFFSET 0
        """;

    /// <summary>What of an allocation was written off: the last shares of a transfer are those that a short payment did not reach.</summary>
    private const string Discharged = """
        (SELECT least(l.amount_cents, greatest(0, t.amount_cents - coalesce(p.amount_cents, 0) - later.cents))
            FROM transfers t
            LEFT JOIN receipt_transfers p ON p.organization_id = $1 AND p.receipt_record_id = n.receipt_record_id AND p.transfer_index = t.transfer_index AND p.beneficiary = $1
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(x.amount_cents), 0) AS cents FROM allocations x
                WHERE x.organization_id = $1 AND x.instalment_id = l.instalment_id AND x.transfer_index = l.transfer_index AND x.allocation_index > l.allocation_index) later
            WHERE t.organization_id = $1 AND t.instalment_id = l.instalment_id AND t.transfer_index = l.transfer_index)
        """;

    /// <summary>A payment revoked in a flow before the flow that told of it is known leaves nothing collected, not less.</summary>
    private static string Totals(string page) => $"""
        WITH page AS MATERIALIZED ({page}),
        touched AS MATERIALIZED (
            SELECT DISTINCT n.instalment_id, n.receipt_record_id
            FROM page g
            CROSS JOIN LATERAL ({OfAccertamento}) l
            JOIN instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id),
        unusual AS MATERIALIZED ({CollectedSql.Unusual}),
        paid AS MATERIALIZED (
            {CollectedSql.ReportedPayments($"r.state <> 'superseded' AND w.instalment_id {IsUnusual}", isSummed: true)}
            UNION ALL {CollectedSql.UnreportedPayments($"c.instalment_id {IsUnusual}")}),
        came AS ({CollectedSql.Collected}),
        collected AS (
            SELECT accertamento_id, sum(cents)::bigint AS cents
            FROM (
                SELECT accertamento_id, cents FROM came
                UNION ALL
                SELECT l.accertamento_id, l.amount_cents
                FROM page g
                CROSS JOIN LATERAL ({OfAccertamento}) l
                JOIN instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id AND n.receipt_record_id IS NOT NULL
                WHERE l.instalment_id NOT IN (SELECT u.instalment_id FROM unusual u)) all_shares
            GROUP BY accertamento_id)
        SELECT a.accertamento_id, a.year, a.number, a.chapter, a.article, a.description, a.is_active, a.version, i.issued, coalesce(k.cents, 0), r.regularised
        FROM page a
        LEFT JOIN collected k ON k.accertamento_id = a.accertamento_id
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(l.amount_cents - CASE WHEN n.discharged_own_cents > 0 THEN {Discharged} ELSE 0 END), 0)::bigint AS issued
            FROM allocations l JOIN instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id AND n.state NOT IN ('draft', 'cancelled', 'replaced')
            WHERE l.organization_id = $1 AND l.accertamento_id = a.accertamento_id) i
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(b.amount_cents), 0)::bigint AS regularised FROM reversale_allocations b
            JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
            WHERE b.organization_id = $1 AND b.accertamento_id = a.accertamento_id) r
        ORDER BY a.accertamento_id DESC
        """;

    public async Task<Outcome<Page<AccertamentoModel>>> ListAsync(AccertamentoFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization).And("accertamento_id < ?", after).And("year = ?", (short?)filter.Year).And("number = ?", filter.Number)
            .And("chapter = ?", filter.Chapter).And("is_active = ?", filter.IsActive);
        var rows = await session.QueryAsync(Totals($"SELECT * FROM accertamenti WHERE {where} ORDER BY accertamento_id DESC LIMIT {filter.Limit + 1}"), Map, ct, where.Values);
        return Page<AccertamentoModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<AccertamentoModel>> ReadAsync(string accertamento, CancellationToken ct)
    {
        if (!PublicId.TryParse(accertamento, AccertamentoModel.Prefix, out var id))
            return ApiError.NotFound("Accertamento", accertamento);
        var rows = await session.QueryAsync(Totals("SELECT * FROM accertamenti WHERE organization_id = $1 AND accertamento_id = $2"), Map, ct, session.Organization, id);
        return rows.Count == 0 ? ApiError.NotFound("Accertamento", accertamento) : rows[0].Model;
    }

    private static (Guid Id, AccertamentoModel Model) Map(NpgsqlDataReader r) => (r.GetGuid(0), new()
    {
        Id = PublicId.Format(AccertamentoModel.Prefix, r.GetGuid(0)),
        Year = r.GetInt16(1),
        Number = r.GetString(2),
        Chapter = r.GetString(3),
        Article = r.IsDBNull(4) ? null : r.GetString(4),
        Description = r.GetString(5),
        IsActive = r.GetBoolean(6),
        Version = r.GetInt32(7),
        IssuedCents = r.GetInt64(8),
        CollectedCents = r.GetInt64(9),
        RegularisedCents = r.GetInt64(10),
    });
}
