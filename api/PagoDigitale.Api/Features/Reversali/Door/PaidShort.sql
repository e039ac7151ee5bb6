-- What of an allocation the payment of its debt did not bring.
coalesce((SELECT least({{allocation}}.amount_cents, greatest(0, m.cents - coalesce((
        SELECT sum(z.amount_cents) FROM door.allocations z
        WHERE z.organization_id = $1 AND z.instalment_id = {{allocation}}.instalment_id
          AND z.transfer_index = {{allocation}}.transfer_index AND z.allocation_index > {{allocation}}.allocation_index), 0)))
    FROM (
        SELECT x.transfer_index,
            least(x.short, greatest(0,
                {{missing}} - sum(x.short) OVER (ORDER BY x.transfer_index) + x.short)) AS cents
        FROM (
            SELECT t.transfer_index, greatest(0, t.amount_cents - coalesce(k.cents, 0)) AS short,
                CASE WHEN s.version = 'reported' AND bool_or(k.cents IS NULL) OVER () THEN d.discharged_own_cents
                    ELSE greatest(0, d.discharged_own_cents, sum(t.amount_cents) OVER () + s.withheld_cents - (
                        SELECT coalesce(sum(p.amount_cents), 0) FROM door.receipt_transfers p
                        WHERE p.organization_id = $1 AND p.receipt_record_id = s.receipt_record_id
                          AND p.beneficiary = $1)) END AS missing
            FROM door.receipts s
            JOIN door.instalments d ON d.organization_id = $1 AND d.instalment_id = {{allocation}}.instalment_id
            JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = {{allocation}}.instalment_id
                AND t.beneficiary = $1
            LEFT JOIN LATERAL (
                -- Own transfers of receipt s, less what was given back before the debt was made: it is taken off the last ones.
                SELECT p.transfer_index, greatest(0, least(p.amount_cents, sum(p.amount_cents) OVER () - s.withheld_cents
                    - sum(p.amount_cents) OVER (ORDER BY p.transfer_index) + p.amount_cents)) AS cents
                FROM door.receipt_transfers p
                WHERE p.organization_id = $1 AND p.receipt_record_id = s.receipt_record_id AND p.beneficiary = $1) k
                ON k.transfer_index = t.transfer_index
            WHERE s.organization_id = $1 AND s.receipt_record_id = {{receipt}}) x) m
    WHERE m.transfer_index = {{allocation}}.transfer_index), 0)::bigint
