-- What hangs on the rows of the drafts, in one statement: they are joined once and put together once. $2 to $7 are the positions,
-- instalments, debtors, notice numbers and IUVs of the places, $8 the flow, $9 the moment, $10 and $11 the states of the positions and
-- of the instalments, $12 the state of positions that can be paid after the day $13, $14 to $16 the last credit days of
-- terms, $1 the organization. Of several payment options the
-- first is owed; of the others nothing stands on the receivables.
-- temporary: {{table}} ({{columns}})
WITH rows AS (
    SELECT d.*, n.position_id, n.instalment_id, n.debtor_id, n.notice_number, n.iuv, s.iban, s.postal_iban, s.taxonomy_code,
        s.unit_code AS unit_of_service, s.credit_grace_days,
        {{sums}}
    FROM {{table}} d
    JOIN unnest($2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[])
        AS n(place, position_id, instalment_id, debtor_id, notice_number, iuv) ON n.place = d.place
    JOIN door.services s ON s.organization_id = $1 AND s.service_code = d.service_code
    {{sums_made}}),
heads AS (
    SELECT *, {{remittance}} AS remittance FROM rows WHERE number = 1),
positions_made AS (
    INSERT INTO positions (organization_id, position_id, external_id, service_code, unit_code, description, debtor_id,
        debtor_type, debtor_fiscal_code, debtor_name, debtor_address, debtor_email, flow_id, flow_row_number, amount_cents,
        state, created_at, updated_at, request_to_pay)
    SELECT $1, position_id, external_id, service_code, coalesce(unit_code, unit_of_service), description, debtor_id,
        debtor_type, debtor_fiscal_code, debtor_name, debtor_address, coalesce(debtor_email, debtor_pec), $8, place,
        owed_cents, CASE WHEN first_day_of_all > $13 THEN $12 ELSE $10 END, $9, $9, asked_to_pay
    FROM heads WHERE place_in_position = 1),
{{options}}instalments_made AS (
    INSERT INTO instalments (organization_id, instalment_id, position_id, option_index, instalment_index, notice_number, iuv,
        amount_cents, due_date, valid_until, valid_from, keep_payable_after_due_date, description, last_credit_day,
        remittance_information, state,
        is_released)
    SELECT $1, instalment_id, position_id, option_index, instalment_index, notice_number, iuv, part_cents, first_due, last_valid,
        first_day, keeps, own_description, t.last_credit_day, remittance, $11, option_index > 1
    FROM heads LEFT JOIN unnest($14::date[], $15::int[], $16::date[]) AS t(term, grace_days, last_credit_day)
        ON t.term = coalesce(first_due, last_valid) AND t.grace_days = credit_grace_days),
transfers_made AS (
    INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, postal_iban,
        taxonomy_code, remittance_information)
    SELECT $1, instalment_id, 1, $1, part_cents, iban, postal_iban, taxonomy_code, remittance FROM heads)
INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
SELECT $1, instalment_id, 1, number, accertamento_id, amount_cents FROM rows WHERE accertamento_id IS NOT NULL
