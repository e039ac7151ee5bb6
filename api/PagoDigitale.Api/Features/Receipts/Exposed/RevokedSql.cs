namespace PagoDigitale.Api.Features.Receipts.Exposed;

/// <summary>
/// What current rendicontazioni take back (outcome 3), as SQL. A payment is revoked when they take back at least what of it came
/// to the organization, and tell no more of it than that. A part is a question for the PSP, and changes nothing here.
/// </summary>
public static class RevokedSql
{
    /// <summary>The receipts c that a revocation names, o.own and o.others of each, and t.is_revoked. $1 is the organization.</summary>
    public const string Named = """
        FROM (SELECT DISTINCT receipt_id, iuv FROM rendicontazione_rows WHERE organization_id = $1 AND outcome_code = 3) n
        JOIN receipts c ON c.organization_id = $1 AND c.receipt_id = n.receipt_id AND c.iuv = n.iuv
            AND c.version NOT IN ('outside', 'assigned')
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.amount_cents) FILTER (WHERE p.beneficiary = $1), 0)::bigint AS own,
                coalesce(sum(p.amount_cents) FILTER (WHERE p.beneficiary <> $1), 0)::bigint AS others
            FROM receipt_transfers p WHERE p.organization_id = $1 AND p.receipt_record_id = c.receipt_record_id) o
        CROSS JOIN LATERAL (
            SELECT o.own > 0 AND coalesce(sum(told.taken), 0) >= o.own AND coalesce(sum(told.net), 0) <= 0 AS is_revoked
            FROM (
                SELECT sum(w.amount_cents) AS net, max(-w.amount_cents) FILTER (WHERE w.outcome_code = 3) AS taken
                FROM rendicontazione_rows w
                JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
                WHERE w.organization_id = $1 AND w.receipt_id = c.receipt_id AND w.iuv = c.iuv GROUP BY w.transfer_index) told) t
        """;
}
