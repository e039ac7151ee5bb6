namespace PagoDigitale.Core.Reconciliation;

/// <summary>
/// What can be true of an item, one bit each. Together with the outcome code (<see cref="Facts.OutcomeBit"/>) they are its shape: a quarter
/// of a million payments have a few dozen shapes, and <see cref="Classifier"/> is asked once for each. A new fact takes the next bit.
/// </summary>
[Flags]
public enum Fact : long
{
    None = 0,

    /// <summary>The position, or the payment notice of the vertical (IUD).</summary>
    Position = 1L << 0,
    Receipt = 1L << 1,

    /// <summary>A row of a rendicontazione, or the rendicontazione itself.</summary>
    ReportRow = 1L << 2,
    Movement = 1L << 3,

    /// <summary>The item is a rendicontazione against its movement, not one payment.</summary>
    WholeFlow = 1L << 4,

    /// <summary>The organization books every payment on a position: a receipt without one is an anomaly.</summary>
    PositionExpected = 1L << 5,

    /// <summary>The day by which the bank should have shown the money is over.</summary>
    MovementOverdue = 1L << 6,

    /// <summary>Another receipt already paid the same debt.</summary>
    Duplicate = 1L << 7,

    /// <summary>Declared by the organization as paid elsewhere.</summary>
    OutsideNode = 1L << 8,

    /// <summary>The movement has another amount than what it names: the total of a rendicontazione, the own share of a receipt.</summary>
    AmountDiffers = 1L << 9,

    /// <summary>The text of the movement names a rendicontazione.</summary>
    NamesFlow = 1L << 10,

    /// <summary>The text of the movement names an IUV.</summary>
    NamesIuv = 1L << 11,

    /// <summary>Another movement, or a rendicontazione, already brought the very amount this movement names.</summary>
    RepeatedMovement = 1L << 12,

    /// <summary>The reported payment was already credited by a transfer of its own.</summary>
    TransferredSingly = 1L << 13,

    /// <summary>The receipt settles the position with another amount or other shares.</summary>
    PaidDifferently = 1L << 14,

    /// <summary>The position was cancelled or replaced when it was paid: nothing was owed any more.</summary>
    PaidAfterRelease = 1L << 15,

    /// <summary>The row of the rendicontazione has another amount than the receipt gives the organization.</summary>
    ReportedDifferently = 1L << 16,

    /// <summary>The rendicontazione the movement names, or the one that reports the payment it names, is here.</summary>
    ReferenceKnown = 1L << 17,

    /// <summary>Another row of a rendicontazione already tells of this very payment.</summary>
    RepeatedRow = 1L << 18,

    /// <summary>The movement takes money from the account.</summary>
    Debit = 1L << 19,

    /// <summary>The rows of the whole flow do not add up to its total.</summary>
    SumWrong = 1L << 20,

    /// <summary>A reversale was issued on another amount, or other payments, than the flow has now.</summary>
    AccountedDifferently = 1L << 21,

    /// <summary>
    /// A rendicontazione or more may be what the movement pays out, or a movement the money of the rendicontazione, and id and amount do
    /// not both say so.
    /// </summary>
    Proposed = 1L << 22,
}
