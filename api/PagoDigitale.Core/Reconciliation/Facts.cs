using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>
/// What is known about one item: a payment, or a whole flow when <see cref="IsWholeFlow"/>. Each <see cref="Fact"/> has its property.
/// </summary>
public sealed record Facts
{
    /// <summary>The outcome code plus one stands above the facts in a shape; zero there is no outcome.</summary>
    public const int OutcomeBit = 56;

    private Fact _known;

    public Fact Known
    {
        get => _known;
        init => _known = value;
    }

    public bool HasPosition
    {
        get => Has(Fact.Position);
        init => Set(Fact.Position, value);
    }

    public bool HasReceipt
    {
        get => Has(Fact.Receipt);
        init => Set(Fact.Receipt, value);
    }

    public bool HasReportRow
    {
        get => Has(Fact.ReportRow);
        init => Set(Fact.ReportRow, value);
    }

    public bool HasMovement
    {
        get => Has(Fact.Movement);
        init => Set(Fact.Movement, value);
    }

    public bool IsWholeFlow
    {
        get => Has(Fact.WholeFlow);
        init => Set(Fact.WholeFlow, value);
    }

    public bool IsPositionExpected
    {
        get => Has(Fact.PositionExpected);
        init => Set(Fact.PositionExpected, value);
    }

    public bool IsMovementOverdue
    {
        get => Has(Fact.MovementOverdue);
        init => Set(Fact.MovementOverdue, value);
    }

    public bool IsDuplicate
    {
        get => Has(Fact.Duplicate);
        init => Set(Fact.Duplicate, value);
    }

    public bool IsRepeatedRow
    {
        get => Has(Fact.RepeatedRow);
        init => Set(Fact.RepeatedRow, value);
    }

    public bool IsDebit
    {
        get => Has(Fact.Debit);
        init => Set(Fact.Debit, value);
    }

    public bool IsRepeatedMovement
    {
        get => Has(Fact.RepeatedMovement);
        init => Set(Fact.RepeatedMovement, value);
    }

    public bool IsTransferredSingly
    {
        get => Has(Fact.TransferredSingly);
        init => Set(Fact.TransferredSingly, value);
    }

    public bool IsPaidDifferently
    {
        get => Has(Fact.PaidDifferently);
        init => Set(Fact.PaidDifferently, value);
    }

    public bool IsPaidAfterRelease
    {
        get => Has(Fact.PaidAfterRelease);
        init => Set(Fact.PaidAfterRelease, value);
    }

    public bool IsReportedDifferently
    {
        get => Has(Fact.ReportedDifferently);
        init => Set(Fact.ReportedDifferently, value);
    }

    public bool IsSumWrong
    {
        get => Has(Fact.SumWrong);
        init => Set(Fact.SumWrong, value);
    }

    public bool IsAccountedDifferently
    {
        get => Has(Fact.AccountedDifferently);
        init => Set(Fact.AccountedDifferently, value);
    }

    public bool IsReferenceKnown
    {
        get => Has(Fact.ReferenceKnown);
        init => Set(Fact.ReferenceKnown, value);
    }

    public bool HasProposals
    {
        get => Has(Fact.Proposed);
        init => Set(Fact.Proposed, value);
    }

    public bool IsOutsideNode
    {
        get => Has(Fact.OutsideNode);
        init => Set(Fact.OutsideNode, value);
    }

    /// <summary>Own share of the receipt.</summary>
    public long? ReceiptCents { get; init; }

    public long? ReportRowCents { get; init; }

    /// <summary>Total of the rendicontazione the row belongs to: one rendicontazione is one transfer.</summary>
    public long? ReportTotalCents { get; init; }

    public long? PositionCents { get; init; }

    public long? MovementCents { get; init; }

    /// <summary>What booked the flow (year/number), where an item says so.</summary>
    public string? Reversali { get; init; }

    /// <summary>codiceEsitoSingoloPagamento: 0, 3, 4, 8, 9.</summary>
    public int? OutcomeCode { get; init; }

    /// <summary>What the text of the movement names.</summary>
    public RemittanceKind ReferenceKind
    {
        get =>
            Has(Fact.NamesFlow) ? RemittanceKind.Flow
            : Has(Fact.NamesIuv) ? RemittanceKind.Iuv
            : RemittanceKind.None;
        init
        {
            Set(Fact.NamesFlow, value == RemittanceKind.Flow);
            Set(Fact.NamesIuv, value == RemittanceKind.Iuv);
        }
    }

    /// <summary>
    /// The facts of an item without its amounts, of which only whether they agree matters to the class: one cent, or two where they
    /// do not.
    /// </summary>
    public static Facts OfShape(long shape)
    {
        var known = (Fact)(shape & ((1L << OutcomeBit) - 1));
        var other = known.HasFlag(Fact.AmountDiffers) ? 2 : 1;
        return new()
        {
            Known = known,
            MovementCents = known.HasFlag(Fact.Movement) ? 1 : null,
            ReportTotalCents = known.HasFlag(Fact.ReportRow) ? other : null,
            ReceiptCents = known.HasFlag(Fact.Receipt) ? other : null,
            OutcomeCode = shape >> OutcomeBit == 0 ? null : (int)(shape >> OutcomeBit) - 1,
        };
    }

    public bool Has(Fact fact) => (Known & fact) != 0;

    private void Set(Fact fact, bool value) => _known = value ? _known | fact : _known & ~fact;
}
