-- No plan of any operation, question of the node or job used these (tests/PagoDigitale.Api.Tests/Database/Plans), and every load paid
-- for them: flows are found by rendicontazioni_current, their reversali by reversali_transfer, days by instalments_due_date.
DROP INDEX rendicontazioni_open;
DROP INDEX rendicontazioni_trn;
DROP INDEX reversali_rendicontazione;
DROP INDEX instalments_due;
