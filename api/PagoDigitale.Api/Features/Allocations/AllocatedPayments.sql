-- The payments asked for, with what was taken back, negative, so that they add up to the total. $1 is the organization, what is asked
-- follows.
SELECT iuv, told_cents, debtor_fiscal_code, debtor_name, paid_at FROM ({{paid}}) paid
WHERE told_cents <> 0 ORDER BY source_id, place LIMIT {{payments_max}}
