-- Rows that tell of a debt as paid and have no receipt: they are settled when nobody waits for it any more, whatever their outcome,
-- and until then the collection summary tells what they would settle. Nearly every row has its receipt, so the index is small.
DROP INDEX rendicontazione_rows_stand_in;
CREATE INDEX rendicontazione_rows_awaited ON rendicontazione_rows (organization_id, instalment_id)
    WHERE receipt_record_id IS NULL AND instalment_id IS NOT NULL AND amount_cents > 0 AND outcome_code <> 3;
