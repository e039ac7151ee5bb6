namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>
/// What is told of a debtor who is known: the name takes the place of the one there, what is null says nothing and removes nothing. Of
/// an entry d; the arguments are SQL.
/// </summary>
internal static class DebtorMerge
{
    private const string Known = "d.name, d.address, d.email, d.pec";

    public static string Assignments(string name, string address, string email, string pec) =>
        $"name = {name}, address = {Or(address, "address")}, email = {Or(email, "email")}, pec = {Or(pec, "pec")}";

    /// <summary>Whether it says anything new.</summary>
    public static string IsNews(string name, string address, string email, string pec) =>
        $"({Known}) IS DISTINCT FROM ({name}, {Or(address, "address")}, {Or(email, "email")}, {Or(pec, "pec")})";

    private static string Or(string told, string known) => $"coalesce({told}, d.{known})";
}
