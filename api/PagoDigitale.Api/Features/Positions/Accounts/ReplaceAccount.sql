-- Gives transfers of the instalments $7 that credit the account $2 the account $4, which is postal or not ($5), and counts them in the
-- replacement $6. The positions that were changed; $3 is the day, $8 the moment, $1 the organization.
WITH changed AS (
    UPDATE transfers t SET iban = CASE WHEN t.iban = $2 THEN $4 ELSE t.iban END,
        postal_iban = CASE WHEN t.postal_iban = $2 THEN CASE WHEN $5 THEN $4 END
            ELSE t.postal_iban END, iban_replacement_id = $6
    FROM instalments i
    WHERE {{is_unpaid}} AND i.instalment_id = ANY ($7) AND {{credits}}
        AND t.instalment_id = i.instalment_id
    RETURNING t.instalment_id),
notices AS (
    SELECT DISTINCT i.position_id, i.instalment_id, {{is_open}} AS is_open,
        {{is_printed}} AS is_printed
    FROM changed c JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
    JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id),
counted AS (
    UPDATE iban_replacements r SET notices_count = r.notices_count + n.open, printed_count = r.printed_count + n.printed,
        not_payable_count = r.not_payable_count + n.others
    FROM (SELECT count(*) FILTER (WHERE is_open) AS open, count(*) FILTER (WHERE is_open
        AND is_printed) AS printed, count(*) FILTER (WHERE NOT is_open) AS others FROM notices) n
    WHERE r.organization_id = $1 AND r.replacement_id = $6),
touched AS (
    UPDATE positions p SET version = p.version + 1, updated_at = $8
    WHERE p.organization_id = $1 AND p.position_id IN (SELECT position_id FROM notices) RETURNING p.position_id)
SELECT position_id FROM touched ORDER BY position_id
