using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Who owes a position: its debtor, and others with the debtor. $1 is the organization.</summary>
public static class DebtorSql
{
    /// <summary>
    /// Whether a position is owed by whose fiscal code is ?. Looked up from the code: there are few of one debtor, and a condition on each
    /// position that might be meant could use no index. Who is not known owes alone, and is many.
    /// </summary>
    /// <param name="position">The key of the position, in the table that is to be looked up.</param>
    /// <param name="positions">The name that the positions have in the statement.</param>
    public static string IsOwedBy(string position, string? fiscalCode, string positions = "p") =>
        string.Equals(fiscalCode, FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase)
            ? $"{positions}.debtor_fiscal_code = ?"
            : $"""
                {position} = ANY (ARRAY(
                    SELECT o.position_id FROM door.positions o WHERE o.organization_id = $1 AND o.debtor_fiscal_code = ?
                    UNION ALL
                    SELECT c.position_id FROM door.co_debtors c WHERE c.organization_id = $1 AND c.fiscal_code = ?))
                """;
}
