namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// What current rendicontazioni take back (outcome 3), as SQL. Each row is a part of a transfer of money, so what they take back adds
/// up; what they tell of the payment beside the whole of it makes up for as much. A payment of which nothing is left is revoked. A
/// part is a question for the PSP: it lowers what is owed back to the payer (<see cref="PayerCreditSql.Owed"/>) and nothing else.
/// </summary>
public static class RevokedSql
{
    /// <summary>
    /// What current rows tell of receipt c: told.paid and told.taken. Each row looks its flow up: joined, all flows are read for each
    /// receipt.
    /// </summary>
    public const string Told = """
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(w.amount_cents) FILTER (WHERE w.outcome_code <> 3), 0)::bigint AS paid,
                coalesce(sum(-w.amount_cents) FILTER (WHERE w.outcome_code = 3), 0)::bigint AS taken
            FROM door.rendicontazione_rows w
            WHERE w.organization_id = $1 AND w.iur = c.iur AND w.iuv = c.iuv AND (
                SELECT r.state <> 'superseded' FROM door.rendicontazioni r
                WHERE r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id)) told
        """;

    /// <summary>What is left of the own share o.own of a payment.</summary>
    public const string Left = "greatest(0, least(o.own, greatest(told.paid, o.own) - told.taken))";

    public const string IsWhole = "(o.own > 0 AND greatest(told.paid, o.own) <= told.taken)";

    /// <summary>
    /// The receipts c that a revocation names, o.own and o.others of each, t.left_cents (of the own share) and t.is_revoked. $1 is
    /// the organization.
    /// </summary>
    public const string Named = $"""
        FROM (SELECT DISTINCT iur, iuv FROM door.rendicontazione_rows WHERE organization_id = $1 AND outcome_code = 3) n
        JOIN receipts c ON c.organization_id = $1 AND c.iur = n.iur AND c.iuv = n.iuv
            AND c.version NOT IN ('outside', 'assigned') AND c.withdrawn_at IS NULL
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.amount_cents) FILTER (WHERE p.beneficiary = $1), 0)::bigint AS own,
                coalesce(sum(p.amount_cents) FILTER (WHERE p.beneficiary <> $1), 0)::bigint AS others
            FROM receipt_transfers p WHERE p.organization_id = $1 AND p.receipt_record_id = c.receipt_record_id) o
        {Told}
        CROSS JOIN LATERAL (SELECT {Left} AS left_cents, {IsWhole} AS is_revoked) t
        """;
}
