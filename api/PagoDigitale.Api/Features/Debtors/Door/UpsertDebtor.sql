-- The debtor with the caller's identifier ($3) or the fiscal code ($5): its identifier, null where another transaction has just written
-- it; whether it was inserted; whether it was changed; whether the code is of a debtor with another identifier, and nothing is written.
-- $1 is the organization, $2 the identifier of a new entry, $4 the type, $6 the name, $7 to $10 address, e-mail, PEC and category, $11 the
-- moment, $12 the entry that a corrected debtor had before, $13 whether other positions have that one too.
WITH known AS (
    SELECT debtor_id, external_id FROM debtors WHERE organization_id = $1 AND external_id = $3
    UNION
    SELECT debtor_id, external_id FROM debtors WHERE organization_id = $1 AND fiscal_code = $5 AND fiscal_code <> 'ANONIMO'),
former AS (
    SELECT debtor_id, external_id, address, email, pec, category FROM debtors WHERE organization_id = $1 AND debtor_id = $12),
found AS (
    SELECT debtor_id, external_id FROM known
    UNION ALL
    SELECT debtor_id, external_id FROM former f
    WHERE NOT $13 AND $5 <> 'ANONIMO' AND ($3::text IS NULL OR f.external_id IS NULL OR f.external_id = $3)
        AND NOT EXISTS (SELECT FROM known)),
chosen AS (
    SELECT debtor_id FROM found WHERE external_id = $3 OR external_id IS NULL OR $3::text IS NULL
    ORDER BY external_id = $3 DESC NULLS LAST LIMIT 1),
clash AS (SELECT FROM found f WHERE NOT EXISTS (SELECT FROM chosen c WHERE c.debtor_id = f.debtor_id)),
updated AS (
    UPDATE debtors d SET external_id = coalesce($3, d.external_id), type = $4, fiscal_code = $5,
        {{assignments}}, category = coalesce($10, d.category), version = d.version + 1, updated_at = $11
    FROM chosen c
    WHERE d.organization_id = $1 AND d.debtor_id = c.debtor_id AND NOT EXISTS (SELECT FROM clash)
        AND ((d.external_id, d.type, d.fiscal_code, d.category) IS DISTINCT FROM
                (coalesce($3, d.external_id), $4, $5, coalesce($10, d.category))
            OR {{is_news}})
    RETURNING d.debtor_id),
inserted AS (
    INSERT INTO debtors (organization_id, debtor_id, external_id, type, fiscal_code, name, address, email, pec, category,
        created_at, updated_at)
    SELECT $1, $2, $3, $4, $5, $6, coalesce($7, f.address), coalesce($8, f.email), coalesce($9, f.pec), coalesce($10, f.category),
        $11, $11
    FROM (SELECT) one LEFT JOIN former f ON $5 <> 'ANONIMO' WHERE NOT EXISTS (SELECT FROM found)
    ON CONFLICT DO NOTHING
    RETURNING debtor_id)
SELECT coalesce((SELECT debtor_id FROM chosen), (SELECT debtor_id FROM inserted)), EXISTS (SELECT FROM inserted),
    EXISTS (SELECT FROM updated), EXISTS (SELECT FROM clash)
