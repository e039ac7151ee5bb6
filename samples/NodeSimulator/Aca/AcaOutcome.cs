namespace PagoDigitale.NodeSimulator.Aca;

internal enum AcaOutcome
{
    Taken,

    /// <summary>Amount 0 for a notice that nobody told of.</summary>
    NothingToClose,

    /// <summary>What was closed stays closed: pagoPA wants another notice instead (pagopa/pagopa-api #1044).</summary>
    AlreadyClosed,

    /// <summary>The notice is known with another IUV.</summary>
    OtherIuv,
}
