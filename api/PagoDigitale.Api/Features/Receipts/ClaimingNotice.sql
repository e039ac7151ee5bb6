-- The notice $2 with what it asks for the organization $1, and how much of that no claim stands for: of its own, and of all that its
-- position asks for, whichever of its payment options was owed when a claim was made.
WITH named AS (
    SELECT i.instalment_id, i.position_id, NOT i.is_released AND i.state <> 'draft' AS is_owed
    FROM door.instalments i WHERE i.organization_id = $1 AND i.notice_number = $2),
asked AS (
    SELECT i.instalment_id, i.is_released,
        coalesce((SELECT sum(t.amount_cents) FROM door.transfers t
            WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1), 0)::bigint AS own_cents,
        coalesce((SELECT sum(u.amount_cents) FROM payer_credit_uses u
            WHERE u.organization_id = $1 AND u.instalment_id = i.instalment_id AND u.kind = 'claimed'
              AND u.withdrawn_at IS NULL), 0)::bigint AS claimed_cents
    FROM named n JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = n.position_id)
SELECT n.instalment_id, n.is_owed, a.own_cents, a.own_cents - a.claimed_cents,
    (SELECT coalesce(sum(x.own_cents) FILTER (WHERE NOT x.is_released), 0) - sum(x.claimed_cents) FROM asked x)::bigint
FROM named n JOIN asked a ON a.instalment_id = n.instalment_id
