using PagoDigitale.Api.Features.Allocations.Exposed;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Regularised is never more than collected, and collected never more than issued: for each payment and each accertamento, not
/// in the sum, where one too many and one too few would hide each other. One statement sees one moment.
/// </summary>
public sealed class BookedControlQueries(TenantSession session)
{
    private static readonly string _sql = $"""
        SELECT 'regularised-by-payment',
            (SELECT coalesce(sum(l.amount_cents), 0)::bigint FROM reversale_allocations l
                JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = l.reversale_id AND v.annulled_at IS NULL WHERE l.organization_id = $1),
            (SELECT coalesce(sum(b.amount_cents), 0)::bigint FROM reversale_payments b
                JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL WHERE b.organization_id = $1)
        UNION ALL
        SELECT 'regularised-within-collected', coalesce(sum(booked - collected), 0)::bigint, coalesce(sum(booked - collected) FILTER (WHERE cause IS NOT NULL), 0)::bigint
        FROM ({CorrectionSql.Excess}) excess
        UNION ALL
        SELECT 'regularised-within-transferred', coalesce(sum(missing), 0)::bigint, coalesce(sum(missing) FILTER (WHERE has_cause), 0)::bigint
        FROM ({ShortfallSql.Flows}) missing
        UNION ALL
        SELECT 'collected-within-issued', coalesce(sum(paid_beyond), 0)::bigint, 0
        FROM (
            SELECT -sum(CASE WHEN debit = 'receivables' THEN amount_cents ELSE -amount_cents END) AS paid_beyond
            FROM postings WHERE organization_id = $1 AND 'receivables' IN (debit, credit) AND instalment_id IS NOT NULL
            GROUP BY instalment_id) instalments
        WHERE paid_beyond > 0
        """;

    public Task<List<LedgerControl>> ReadAsync(CancellationToken ct) =>
        session.QueryAsync(_sql, r => LedgerControl.Of(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), ct, session.Organization);
}
