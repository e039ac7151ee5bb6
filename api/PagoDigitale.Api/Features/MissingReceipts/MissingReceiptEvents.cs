using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>A missing receipt as events name it.</summary>
public sealed record MissingReceiptFacts(string Id, string Iur, string Iuv, string PspId, long AmountCents, DateOnly PaidOn);

public abstract record MissingReceiptTold(MissingReceiptFacts Missing) : EventData
{
    protected MissingReceiptFacts Missing { get; } = Missing;

    public string MissingReceiptId => Missing.Id;
    public string Iur => Missing.Iur;
    public string Iuv => Missing.Iuv;
    public string PspId => Missing.PspId;
    public long AmountCents => Missing.AmountCents;
    public DateOnly PaidOn => Missing.PaidOn;

    protected override string SubjectId => MissingReceiptId;
}

[Event("missing-receipt.found", "A rendicontazione tells of a payment whose receipt has not come.")]
public sealed record MissingReceiptFound(MissingReceiptFacts Missing) : MissingReceiptTold(Missing);

[Event("missing-receipt.received", "The receipt of a payment came that only a rendicontazione had told of.")]
public sealed record MissingReceiptReceived(MissingReceiptFacts Missing, string ReceiptId) : MissingReceiptTold(Missing);

/// <param name="Code">Of the failure.</param>
[Event("missing-receipt.refused", "A missing receipt was found, and contradicts itself or what is here.")]
public sealed record MissingReceiptRefused(MissingReceiptFacts Missing, string Code, Message Message) : MissingReceiptTold(Missing);

/// <param name="Code">Of the failure.</param>
[Event("missing-receipt.given-up", "A missing receipt was asked for as often as it makes sense, in vain.")]
public sealed record MissingReceiptGivenUp(MissingReceiptFacts Missing, string Code, Message Message) : MissingReceiptTold(Missing);

[Event("missing-receipt.withdrawn", "No rendicontazione that counts tells of the payment any more.")]
public sealed record MissingReceiptWithdrawn(MissingReceiptFacts Missing) : MissingReceiptTold(Missing);
