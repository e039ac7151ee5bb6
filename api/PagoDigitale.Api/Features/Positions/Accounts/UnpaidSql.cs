using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>What a replacement of an account changes, as conditions. $1 is the organization.</summary>
internal static class UnpaidSql
{
    /// <summary>Instalments i that a replacement changes: those that are, or can become, payable; what is replaced never will.</summary>
    public const string IsUnpaid = "i.organization_id = $1 AND i.state IN ('draft', 'unpaid', 'expired', 'cancelled', 'void')";

    /// <summary>Transfers t to the organization itself that credit the account $2.</summary>
    public const string Credits = "t.organization_id = $1 AND t.beneficiary = $1 AND (t.iban = $2 OR t.postal_iban = $2)";

    /// <summary>Of these instalments, whether somebody can pay them on the day $3.</summary>
    public static readonly string IsOpen = PayableSql.IsOpen("$3");
}
