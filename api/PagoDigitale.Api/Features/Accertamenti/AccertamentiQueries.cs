using Npgsql;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>
/// Reads accertamenti with their totals, computed from what is allocated on them: issued (instalments neither draft nor
/// cancelled nor replaced), collected (paid, reported, reconciled), regularised (booked by reversali). The page is cut first
/// and only its rows are totalled, in the same statement.
/// </summary>
public sealed class AccertamentiQueries(TenantSession session)
{
    private const string Totals = """
        SELECT a.accertamento_id, a.year, a.number, a.chapter, a.article, a.description, a.is_active, a.version, i.issued, i.collected, r.regularised
        FROM page a
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(l.amount_cents) FILTER (WHERE n.state NOT IN ('draft', 'cancelled', 'replaced')), 0)::bigint AS issued,
                   coalesce(sum(l.amount_cents) FILTER (WHERE n.state IN ('paid', 'reported', 'reconciled')), 0)::bigint AS collected
            FROM allocations l JOIN instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id
            WHERE l.organization_id = $1 AND l.accertamento_id = a.accertamento_id) i
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(b.amount_cents), 0)::bigint AS regularised FROM reversale_allocations b
            WHERE b.organization_id = $1 AND b.accertamento_id = a.accertamento_id) r
        ORDER BY a.accertamento_id DESC
        """;

    public async Task<Outcome<Page<AccertamentoModel>>> ListAsync(AccertamentoFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var rows = await session.QueryAsync($"""
            WITH page AS (
                SELECT * FROM accertamenti
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR accertamento_id < $2) AND ($3::int IS NULL OR year = $3)
                    AND ($4::text IS NULL OR number = $4) AND ($5::text IS NULL OR chapter = $5) AND ($6::boolean IS NULL OR is_active = $6)
                ORDER BY accertamento_id DESC LIMIT $7)
            {Totals}
            """, Map, ct, session.Organization, after, filter.Year, filter.Number, filter.Chapter, filter.IsActive, filter.Limit + 1);
        return Page<AccertamentoModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<AccertamentoModel>> ReadAsync(string accertamento, CancellationToken ct)
    {
        if (!PublicId.TryParse(accertamento, AccertamentoModel.Prefix, out var id))
            return ApiError.NotFound("Accertamento", accertamento);
        var rows = await session.QueryAsync($"WITH page AS (SELECT * FROM accertamenti WHERE organization_id = $1 AND accertamento_id = $2) {Totals}", Map, ct, session.Organization, id);
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
