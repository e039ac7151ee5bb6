namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>What a receipt turned out to be.</summary>
public enum ReceiptClassification
{
    Regular,

    /// <summary>The instalment has been paid before, by the node or outside it.</summary>
    DuplicatePayment,

    /// <summary>No instalment of ours has this notice number.</summary>
    UnknownNotice,

    /// <summary>Paid more or less than was owed, as a whole or to one of the beneficiaries.</summary>
    AmountMismatch,

    /// <summary>The instalment could not be paid: a draft, cancelled, replaced.</summary>
    StateMismatch,
    OutsideNode,

    /// <summary>Declared paid outside the node by mistake, and taken back.</summary>
    Withdrawn,
}
