namespace PagoDigitale.Core.Ledger;

public enum LedgerAccount
{
    /// <summary>What payers owe through our notices.</summary>
    Receivables,
    Revenue,

    /// <summary>Paid, not yet reported by a rendicontazione.</summary>
    PspClearing,

    /// <summary>Reported, not yet transferred to the bank.</summary>
    ReportedClearing,

    /// <summary>Transferred, not yet regularised by a reversale.</summary>
    BankSuspense,

    /// <summary>Regularised.</summary>
    Treasury,

    /// <summary>Duplicate and excess payments, owed back to payers.</summary>
    PayerCredits,

    /// <summary>Shares of other creditors on our notices: the PSP pays them directly.</summary>
    PassedThrough,
}

public enum PostingKind
{
    Issued,
    Cancelled,
    Reopened,
    Paid,
    PaidOutsideNode,
    Reported,
    Transferred,
    Regularised,
    AmountChanged,

    /// <summary>What was owed back to a payer pays another notice.</summary>
    Assigned,

    /// <summary>What was owed back to a payer was given back.</summary>
    Refunded,

    /// <summary>What was given back beyond what was owed back is asked for with another notice.</summary>
    Claimed,
}

/// <summary>One line of the sub-ledger: the same positive amount on two accounts, hence balanced by construction.</summary>
public readonly record struct Posting
{
    public Posting(PostingKind kind, LedgerAccount debit, LedgerAccount credit, long amountCents)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amountCents);
        if (debit == credit)
            throw new ArgumentException("A posting moves an amount between two different accounts.", nameof(credit));
        (Kind, Debit, Credit, AmountCents) = (kind, debit, credit, amountCents);
    }

    public PostingKind Kind { get; }

    public LedgerAccount Debit { get; }

    public LedgerAccount Credit { get; }

    public long AmountCents { get; }
}
