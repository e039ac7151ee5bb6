-- Credits whose text names pagoPA and nothing else speak of it too (PagoPaWord): those that nobody has explained yet are looked at by
-- the next run.
UPDATE bank_movements SET is_pago_pa = true
WHERE NOT is_pago_pa AND state = 'unmatched' AND amount_cents > 0
  AND description ~* '(^|[^[:alpha:]])pago([-_.]|[[:space:]]*)pa([^[:alpha:]]|$)';
