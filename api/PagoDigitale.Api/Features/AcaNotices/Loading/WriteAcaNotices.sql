-- What is on record of the notices $2, as it is from now on, by the run $18. $1 is the organization.
INSERT INTO aca_notices (organization_id, instalment_id, position_id, notice_number, iuv, state, amount_cents, is_asked, digest,
    told_digest, told_amount_cents, told_at, told_last_day, waiting_since, attempts, failure, next_attempt_at, run_id)
SELECT $1, w.*, $18 FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::boolean[], $9::bytea[],
    $10::bytea[], $11::bigint[], $12::timestamptz[], $13::date[], $14::timestamptz[], $15::integer[], $16::jsonb[],
    $17::timestamptz[]) AS w
ON CONFLICT (organization_id, instalment_id) DO UPDATE SET
    state = excluded.state, amount_cents = excluded.amount_cents, is_asked = excluded.is_asked, digest = excluded.digest,
    told_digest = excluded.told_digest, told_amount_cents = excluded.told_amount_cents, told_at = excluded.told_at,
    told_last_day = excluded.told_last_day, waiting_since = excluded.waiting_since, attempts = excluded.attempts,
    failure = excluded.failure, next_attempt_at = excluded.next_attempt_at,
    run_id = excluded.run_id
