-- The staged rows that are one instalment of a position, each with what the others of its payment option and of its position say.
-- {{staged}} are the rows. All is told in one order, so that they are sorted once.
of_options AS (
    SELECT row_number, external_id, option_index, instalment_index, debtor_fiscal_code, service_code,
        lag(row_number) OVER in_option AS row_before,
        lag(instalment_index) OVER in_option AS instalment_before,
        max(due_date) OVER (in_option ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS due_before,
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
    FROM {{staged}} WHERE option_index IS NOT NULL AND external_id IS NOT NULL
    WINDOW in_option AS (PARTITION BY external_id, option_index ORDER BY instalment_index, row_number),
        of_option AS (PARTITION BY external_id, option_index)),
parts AS MATERIALIZED (
    SELECT row_number, external_id, kind, option_text, first_day, keeps, due_before, instalments, last_index, cents, differs,
        CASE WHEN instalment_before = instalment_index THEN row_before END AS same_before,
        count(*) OVER of_position AS rows,
        dense_rank() OVER in_position AS option_place,
        first_value(row_number) OVER in_position AS head_row,
        first_value(debtor_fiscal_code) OVER in_position AS head_fiscal_code,
        first_value(service_code) OVER in_position AS head_service_code,
        bool_and(kind IS NOT DISTINCT FROM 'reduced') OVER of_position AS is_all_reduced,
        -- The first option that asks the whole, and how much: what the others are measured by.
        min(ARRAY[option_index::bigint, cents]) FILTER (WHERE cents IS NOT NULL AND kind IS DISTINCT FROM 'reduced') OVER of_position
            AS whole
    FROM of_options
    WINDOW of_position AS (PARTITION BY external_id), in_position AS (PARTITION BY external_id ORDER BY option_index))
