namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// What receipts owe back to their payers, as the registers of receipts and positions have it. The ledger has it too, written
/// by other code: the trial balance compares them. $1 is the organization.
/// </summary>
public static class PayerCreditSql
{
    /// <summary>Of receipt c: o.own, the own share of what was paid, and d.own, that of the debt.</summary>
    private const string Shares = """
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.amount_cents), 0) AS own FROM receipt_transfers p
            WHERE p.organization_id = $1 AND p.receipt_record_id = c.receipt_record_id AND p.beneficiary = $1) o
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(t.amount_cents), 0) AS own FROM door.transfers t
            WHERE t.organization_id = $1 AND t.instalment_id = c.instalment_id AND t.beneficiary = $1) d
        """;

    /// <summary>
    /// receipt_record_id, cents, whole_cents: all of a second payment, of one of an unknown notice, and of one for what was not owed
    /// any more; of others what exceeds the own share of the debt. What rendicontazioni took back of it is taken off in cents: what
    /// is left of the payment pays the debt first. What was used before the debt was made did not settle it, and what was written off
    /// of the debt is owed no more. What was used of it is not taken off.
    /// </summary>
    public const string Owed = $"""
        SELECT c.receipt_record_id, CASE WHEN is_all THEN left_cents ELSE greatest(0, left_cents - settled) END AS cents,
            CASE WHEN is_all THEN own ELSE greatest(0, own - settled) END AS whole_cents
        FROM (
            SELECT c.receipt_record_id, o.own, CASE WHEN {RevokedSql.IsWhole} THEN o.own ELSE {RevokedSql.Left} END AS left_cents,
                least(d.own - coalesce(i.discharged_own_cents, 0), o.own - c.withheld_cents) AS settled,
                c.classification IN ('duplicate-payment', 'unknown-notice')
                    OR coalesce(c.classification = 'state-mismatch' AND i.is_released, false) AS is_all
            FROM receipts c
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
            {RevokedSql.Told}
            {Shares}
            WHERE c.organization_id = $1 AND (c.classification <> 'regular' OR c.version = 'reported')
              AND c.version NOT IN ('outside', 'assigned') AND c.primary_organization = $1 AND c.revoked_at IS NULL) c
        """;

    /// <summary>receipt_record_id, cents: all that was used of them, less what the payer is asked to give back.</summary>
    public const string Used = """
        SELECT receipt_record_id, sum(CASE kind WHEN 'claimed' THEN -amount_cents ELSE amount_cents END)::bigint AS cents
        FROM payer_credit_uses WHERE organization_id = $1 AND withdrawn_at IS NULL GROUP BY receipt_record_id
        """;

    /// <summary>receipt_record_id, owed, used: of which more was used than is owed.</summary>
    public const string Overdrawn = $"""
        SELECT u.receipt_record_id, coalesce(w.cents, 0)::bigint AS owed, u.cents AS used
        FROM ({Used}) u LEFT JOIN ({Owed}) w ON w.receipt_record_id = u.receipt_record_id
        WHERE u.cents > coalesce(w.cents, 0)
        """;

    /// <summary>The same sum as the ledger has it.</summary>
    public const string OverdrawnCents = """
        SELECT coalesce(sum(-cents), 0) FROM (
            SELECT sum(CASE WHEN credit = 'payer-credits' THEN amount_cents ELSE -amount_cents END) AS cents
            FROM door.postings WHERE organization_id = $1 AND 'payer-credits' IN (debit, credit) GROUP BY reference) credits
        WHERE cents < 0
        """;
}
