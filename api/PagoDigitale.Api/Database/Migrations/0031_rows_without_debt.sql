-- When debts are issued, rows of rendicontazioni that were told of them before are looked for by their IUV (EarlierReportsWriter):
-- all rows of the organization were read for each flow of debts.
CREATE INDEX rendicontazione_rows_without_debt ON rendicontazione_rows (organization_id, iuv) WHERE instalment_id IS NULL;
