namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The day that a payer is told: the due day, or else the last day of payment. Word by word what the index of instalments has.
/// </summary>
public static class DueDaySql
{
    public static string Of(string instalment) =>
        $"CASE WHEN {instalment}.due_date IS NULL THEN {instalment}.valid_until ELSE {instalment}.due_date END";
}
