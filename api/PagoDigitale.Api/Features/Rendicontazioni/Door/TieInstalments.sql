-- Rows that came before the debts $2 were known. Each debt looks for its own: rows without a debt may be as many as an organization has
-- shares of others' notices.
UPDATE rendicontazione_rows w SET instalment_id = x.instalment_id
FROM (
    SELECT o.rendicontazione_id, o.row_index, i.instalment_id
    FROM unnest($2::uuid[]) AS n(id)
    CROSS JOIN LATERAL (
        SELECT d.instalment_id, d.iuv FROM door.instalments d WHERE d.organization_id = $1 AND d.instalment_id = n.id OFFSET 0
    ) i
    CROSS JOIN LATERAL (
        SELECT u.rendicontazione_id, u.row_index FROM rendicontazione_rows u
        WHERE u.organization_id = $1 AND u.iuv = i.iuv AND u.instalment_id IS NULL
          AND EXISTS (SELECT FROM rendicontazioni r
              WHERE r.organization_id = $1 AND r.rendicontazione_id = u.rendicontazione_id AND r.state <> 'superseded' OFFSET 0)
        OFFSET 0
    ) o
) x
WHERE w.organization_id = $1 AND w.rendicontazione_id = x.rendicontazione_id AND w.row_index = x.row_index AND w.instalment_id IS NULL
RETURNING x.instalment_id
