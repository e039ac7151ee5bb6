using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>What is known about one item: a payment, or a whole flow when <see cref="IsWholeFlow"/>.</summary>
public sealed record Facts
{
    /// <summary>The position, or the payment notice of the vertical (IUD).</summary>
    public bool HasPosition { get; init; }

    public bool HasReceipt { get; init; }

    /// <summary>A row of a rendicontazione, or the rendicontazione itself.</summary>
    public bool HasReportRow { get; init; }

    public bool HasMovement { get; init; }

    /// <summary>The item is a rendicontazione against its movement, not one payment.</summary>
    public bool IsWholeFlow { get; init; }

    /// <summary>The organization books every payment on a position: a receipt without one is an anomaly.</summary>
    public bool IsPositionExpected { get; init; }

    /// <summary>The day by which the bank should have shown the money is over.</summary>
    public bool IsMovementOverdue { get; init; }

    /// <summary>Another receipt already paid the same debt.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Another row of a rendicontazione already tells of this very payment.</summary>
    public bool IsRepeatedRow { get; init; }

    /// <summary>The movement takes money from the account.</summary>
    public bool IsDebit { get; init; }

    /// <summary>Another movement, or a rendicontazione, already brought the very amount this movement names.</summary>
    public bool IsRepeatedMovement { get; init; }

    /// <summary>The reported payment was already credited by a transfer of its own.</summary>
    public bool IsTransferredSingly { get; init; }

    /// <summary>The receipt settles the position with another amount or other shares.</summary>
    public bool IsPaidDifferently { get; init; }

    /// <summary>The position was cancelled or replaced when it was paid: nothing was owed any more.</summary>
    public bool IsPaidAfterRelease { get; init; }

    /// <summary>The row of the rendicontazione has another amount than the receipt gives the organization.</summary>
    public bool IsReportedDifferently { get; init; }

    /// <summary>The rows of the whole flow do not add up to its total.</summary>
    public bool IsSumWrong { get; init; }

    /// <summary>A reversale was issued on another amount, or other payments, than the flow has now.</summary>
    public bool IsAccountedDifferently { get; init; }

    /// <summary>The rendicontazione the movement names, or the one that reports the payment it names, is here.</summary>
    public bool IsReferenceKnown { get; init; }

    /// <summary>
    /// A rendicontazione or more may be what the movement pays out, or a movement the money of the rendicontazione, and id and amount do
    /// not
    /// both say so.
    /// </summary>
    public bool HasProposals { get; init; }

    /// <summary>Declared by the organization as paid elsewhere.</summary>
    public bool IsOutsideNode { get; init; }

    /// <summary>Own share of the receipt.</summary>
    public long? ReceiptCents { get; init; }

    public long? ReportRowCents { get; init; }

    /// <summary>Total of the rendicontazione the row belongs to: one rendicontazione is one transfer.</summary>
    public long? ReportTotalCents { get; init; }

    public long? PositionCents { get; init; }

    public long? MovementCents { get; init; }

    /// <summary>codiceEsitoSingoloPagamento: 0, 3, 4, 8, 9.</summary>
    public int? OutcomeCode { get; init; }

    /// <summary>What the text of the movement names.</summary>
    public RemittanceKind ReferenceKind { get; init; }
}
