namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// <see cref="Core.LifeCycles.Payability"/> for sets: what is payable, and the parts of the rule that have a name there. Conditions on
/// instalments i, positions p and services v; <c>today</c> is the parameter with the legal date. PayabilityTests compares both.
/// </summary>
public static class PayableSql
{
    /// <summary>Can be paid today or, at the latest, from the first day of its position on.</summary>
    public static string IsPrintable(string today) => $"{IsOpen(today)} AND {IsNotPastDueDate(today)}";

    /// <summary>Unpaid and not past its last day, of instalments alone.</summary>
    public static string IsOpen(string today) => $"i.state = 'unpaid' AND {IsNotPastLastDay(today)}";

    /// <summary>Of any rows with the dates, <paramref name="row"/>, and their services: what is over, whatever its state.</summary>
    public static string IsOver(string row, string service, string today) =>
        $"({IsPastLastDay(row, today)} OR ({IsLate(row, Keeps(row, service), today)}))";

    public static string IsPastLastDay(string row, string today) => $"{row}.valid_until < {today}";

    /// <summary>As far as the service says so; a payment option may say something else.</summary>
    public static string IsPastDueDate(string row, string service, string today) =>
        IsLate(row, $"{service}.keep_payable_after_due_date", today);

    /// <param name="keeps">Whether it can be paid late.</param>
    public static string IsLate(string row, string keeps, string today) => $"NOT {keeps} AND {row}.due_date < {today}";

    /// <summary>What the payment option of a row says goes before what the service does.</summary>
    private static string Keeps(string row, string service) =>
        $"coalesce({row}.keep_payable_after_due_date, {service}.keep_payable_after_due_date)";

    public static string IsNotPastLastDay(string today) => $"(i.valid_until IS NULL OR i.valid_until >= {today})";

    private static string IsNotPastDueDate(string today) => $"({Keeps("i", "v")} OR i.due_date IS NULL OR i.due_date >= {today})";
}
