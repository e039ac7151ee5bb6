-- The staged rows that are one instalment of a position, each with what the others of its payment option and of its position say.
-- {{staged}} are the rows.
option_rows AS MATERIALIZED (
    SELECT row_number, external_id, option_index, instalment_index, debtor_fiscal_code, service_code, amount_cents, due_date, option_kind,
        option_description, valid_from, keep_payable_after_due_date
    FROM {{staged}} WHERE option_index IS NOT NULL AND external_id IS NOT NULL),
shapes AS MATERIALIZED (
    SELECT external_id, string_agg({{shape_of_row}}, ' ' ORDER BY r.option_index, r.instalment_index) AS shape
    FROM option_rows r GROUP BY external_id),
of_options AS (
    SELECT row_number, external_id, option_index, instalment_index, debtor_fiscal_code, service_code,
        min(row_number) OVER (PARTITION BY external_id, option_index, instalment_index) AS first_row,
        lag(due_date) OVER (PARTITION BY external_id, option_index ORDER BY instalment_index, row_number) AS due_before,
        count(*) OVER of_option AS instalments,
        max(instalment_index) OVER of_option AS last_index,
        max(option_kind) OVER of_option AS kind,
        max(option_description) OVER of_option AS option_text,
        max(valid_from) OVER of_option AS first_day,
        bool_or(keep_payable_after_due_date) OVER of_option AS keeps,
        CASE WHEN bool_and(amount_cents IS NOT NULL) OVER of_option AND count(*) OVER of_option = max(instalment_index) OVER of_option
            THEN (sum(amount_cents) OVER of_option)::bigint END AS cents,
        min(option_kind) OVER of_option IS DISTINCT FROM max(option_kind) OVER of_option
            OR min(option_description) OVER of_option IS DISTINCT FROM max(option_description) OVER of_option
            OR min(valid_from) OVER of_option IS DISTINCT FROM max(valid_from) OVER of_option
            OR bool_and(keep_payable_after_due_date) OVER of_option
                IS DISTINCT FROM bool_or(keep_payable_after_due_date) OVER of_option AS differs
    FROM option_rows WINDOW of_option AS (PARTITION BY external_id, option_index)),
parts AS MATERIALIZED (
    SELECT o.*, s.shape,
        count(*) OVER of_position AS rows,
        dense_rank() OVER (PARTITION BY o.external_id ORDER BY option_index) AS option_place,
        bool_and(coalesce(kind = 'reduced', false)) OVER of_position AS is_all_reduced,
        first_value(row_number) OVER in_order AS head_row,
        first_value(debtor_fiscal_code) OVER in_order AS head_fiscal_code,
        first_value(service_code) OVER in_order AS head_service_code,
        -- The first option that is not reduced is what the others are measured by.
        first_value(option_index) OVER whole_first AS whole_option,
        first_value(cents) OVER whole_first AS whole_cents
    FROM of_options o JOIN shapes s ON s.external_id = o.external_id
    WINDOW of_position AS (PARTITION BY o.external_id),
        in_order AS (PARTITION BY o.external_id ORDER BY row_number),
        whole_first AS (PARTITION BY o.external_id ORDER BY coalesce(kind = 'reduced', false), option_index, instalment_index, row_number))
