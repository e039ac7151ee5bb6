-- Moves what waits for the figures of accertamenti into them, each change once: taken away and added in one statement. Answers how many.
-- $1 is the organization.
WITH taken AS ({{take}}),
debts AS MATERIALIZED (SELECT DISTINCT instalment_id FROM taken WHERE instalment_id IS NOT NULL),
touched AS MATERIALIZED (
    SELECT n.instalment_id, n.receipt_record_id
    FROM debts d JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = d.instalment_id),
{{shares}},
changed AS MATERIALIZED (
    SELECT instalment_id, accertamento_id, sum(issued)::bigint AS issued, sum(collected)::bigint AS collected,
        sum(more_issued)::bigint AS more_issued, sum(more_collected)::bigint AS more_collected
    FROM (
        SELECT instalment_id, accertamento_id, issued_cents AS issued, collected_cents AS collected, issued_cents AS more_issued,
            collected_cents AS more_collected
        FROM shares
        UNION ALL
        SELECT s.instalment_id, s.accertamento_id, 0, 0, -s.issued_cents, -s.collected_cents
        FROM debts d JOIN accertamento_shares s ON s.organization_id = $1 AND s.instalment_id = d.instalment_id) both_sides
    GROUP BY instalment_id, accertamento_id HAVING sum(more_issued) <> 0 OR sum(more_collected) <> 0),
kept AS (
    INSERT INTO accertamento_shares AS s (organization_id, instalment_id, accertamento_id, issued_cents, collected_cents)
    SELECT $1, instalment_id, accertamento_id, issued, collected FROM changed
    ON CONFLICT (organization_id, instalment_id, accertamento_id) DO UPDATE
    SET issued_cents = excluded.issued_cents, collected_cents = excluded.collected_cents),
added AS (
    INSERT INTO accertamento_balances AS b (organization_id, accertamento_id, issued_cents, collected_cents, regularised_cents)
    SELECT $1, accertamento_id, sum(issued), sum(collected), sum(regularised)
    FROM (
        SELECT accertamento_id, more_issued AS issued, more_collected AS collected, 0 AS regularised FROM changed
        UNION ALL
        SELECT accertamento_id, 0, 0, regularised_cents FROM taken WHERE accertamento_id IS NOT NULL) differences
    GROUP BY accertamento_id ORDER BY accertamento_id
    ON CONFLICT (organization_id, accertamento_id) DO UPDATE SET issued_cents = b.issued_cents + excluded.issued_cents,
        collected_cents = b.collected_cents + excluded.collected_cents,
        regularised_cents = b.regularised_cents + excluded.regularised_cents)
SELECT count(*)::int FROM taken
