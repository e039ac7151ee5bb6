namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Whether pagoPA may push a debt to the debtor's bank as a SEPA request to pay. From 1 March 2026 it does so by itself, unless the
/// digit in front of the taxonomy code says no (SANP 3.12, SEPA RTP).
/// </summary>
public enum RequestToPay
{
    /// <summary>9.</summary>
    Allowed,

    /// <summary>6: less may be owed by ravvedimento, or all of it only once a notification has reached the debtor.</summary>
    HasteHarms,

    /// <summary>7: another carrier has it, by an exclusive contract.</summary>
    ExclusiveCarrier,

    /// <summary>8.</summary>
    HasteHarmsAndExclusiveCarrier,
}
