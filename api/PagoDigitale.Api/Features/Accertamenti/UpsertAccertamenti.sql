-- Of each accertamento that was sent ($2 to $8, in order): its identifier, whether it was created, whether it was changed. $1 is the
-- organization, $9 the moment.
WITH input AS (
    SELECT * FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
        WITH ORDINALITY AS i(accertamento_id, year, number, chapter, article, description, is_active, n)),
known AS (
    SELECT i.n, a.accertamento_id
    FROM input i JOIN accertamenti a ON a.organization_id = $1 AND a.year = i.year AND a.number = i.number COLLATE "C"),
-- Articles: null was left out, empty is none.
written AS (
    INSERT INTO accertamenti AS a
        (organization_id, accertamento_id, year, number, chapter, article, description, is_active, created_at)
    SELECT $1, i.accertamento_id, i.year, i.number, i.chapter, nullif(coalesce(i.article, o.article), ''), i.description,
        coalesce(i.is_active, o.is_active, true), $9
    FROM input i LEFT JOIN known k USING (n)
    LEFT JOIN accertamenti o ON o.organization_id = $1 AND o.accertamento_id = k.accertamento_id ORDER BY i.n
    ON CONFLICT (organization_id, year, number) DO UPDATE
    SET chapter = excluded.chapter, article = excluded.article, description = excluded.description,
        is_active = excluded.is_active, version = a.version + 1
    WHERE (a.chapter, a.article, a.description, a.is_active)
        IS DISTINCT FROM (excluded.chapter, excluded.article, excluded.description, excluded.is_active)
    RETURNING accertamento_id)
SELECT coalesce(k.accertamento_id, i.accertamento_id), k.n IS NULL, w.accertamento_id IS NOT NULL
FROM input i LEFT JOIN known k USING (n)
LEFT JOIN written w ON w.accertamento_id = coalesce(k.accertamento_id, i.accertamento_id)
ORDER BY i.n
