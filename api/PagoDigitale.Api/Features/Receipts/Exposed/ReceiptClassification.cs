namespace PagoDigitale.Api.Features.Receipts.Exposed;

/// <summary>How a receipt met what the archive knew. Only the first needs nobody's attention.</summary>
public enum ReceiptClassification
{
    Regular,

    /// <summary>The notice had already been paid with another receipt.</summary>
    DuplicatePayment,

    /// <summary>No such notice here; always so for a secondary beneficiary, whose notice is in another organization's archive.</summary>
    UnknownNotice,
    AmountMismatch,

    /// <summary>Paid although it was a draft, expired, cancelled or replaced.</summary>
    StateMismatch,
    OutsideNode,
}
