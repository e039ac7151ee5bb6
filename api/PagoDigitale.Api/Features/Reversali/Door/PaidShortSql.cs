using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// What of an allocation the payment of its debt did not bring. The receipt decides what was paid, here as in the ledger: what a
/// rendicontazione tells beyond it belongs to no accertamento, whether the rest is still owed or was written off, so that no
/// write-off can leave more collected than issued. $1 is the organization.
/// </summary>
internal static class PaidShortSql
{
    /// <summary>
    /// The transfers that came short lose what is missing, and of each the last shares. One that a receipt made of rows does not have
    /// is still on its way, and misses nothing before somebody writes it off.
    /// </summary>
    /// <param name="allocation">Alias of the allocation.</param>
    /// <param name="receipt">Key of the receipt that pays its debt.</param>
    /// <param name="missingCents">How much of the debt's own shares to take off; null for all that the receipt did not bring.</param>
    public static SqlText Missing(string allocation, string receipt, string? missingCents = null) =>
        SqlText.Part(
            typeof(PaidShortSql),
            "PaidShort.sql",
            ("allocation", allocation),
            ("receipt", receipt),
            ("missing", missingCents ?? "x.missing")
        );
}
