-- The table of OptionParts.sql for files whose rows are whole debts.
parts AS MATERIALIZED (
    SELECT NULL::integer AS row_number, NULL::text AS kind, NULL::text AS option_text, NULL::date AS first_day, NULL::boolean AS keeps
    WHERE false)
