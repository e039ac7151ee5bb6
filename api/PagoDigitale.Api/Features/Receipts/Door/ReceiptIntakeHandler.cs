using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Where a receipt came from.</summary>
public enum ReceiptOrigin
{
    Node,

    /// <summary>Uploaded: another partner's, or one recovered.</summary>
    Upload,

    /// <summary>No receipt of the node at all: the organization declared the payment.</summary>
    Declaration,
}

public enum ReceiptFate
{
    Taken,

    /// <summary>Taken, for a notice nobody knows.</summary>
    TakenForUnknownNotice,
    AlreadyHere,

    /// <summary>Says things that cannot all be true, and is not booked.</summary>
    Contradictory,
}

/// <param name="RecordId">Of the receipt that is here; null when it is contradictory.</param>
/// <param name="Contradiction">What cannot be true.</param>
/// <param name="Element">The element it shows at.</param>
public sealed record TakenReceipt(ReceiptFate Fate, Guid? RecordId = null, Message? Contradiction = null, string Element = "receipt");

/// <summary>
/// Takes a receipt in, wherever it comes from: what it means here. It is taken whatever the notice's state is. One for a notice
/// nobody knows is stored all the same.
/// </summary>
public sealed class ReceiptIntakeHandler(
    TenantSession session,
    ReceiptWriter receipts,
    TakePayment payments,
    PaymentReversalWriter reversals,
    CreditCoverWriter cover,
    GivenBackWriter givenBack,
    RevocationWriter revocations,
    InstalmentMarkWriter marks,
    ILateFacts late,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    /// <param name="deviations">Where it breaks the schema and was understood all the same.</param>
    /// <param name="message">The raw message, which the caller has stored.</param>
    public async Task<TakenReceipt> TakeAsync(
        Receipt receipt,
        IReadOnlyList<ReceiptDeviation> deviations,
        ReceiptOrigin origin,
        Guid message,
        CancellationToken ct
    )
    {
        if (Contradiction(receipt) is { } contradiction)
            return contradiction;
        var now = clock.GetUtcNow();
        var record = ReceiptOfNode.RecordOf(receipt, deviations, Guid.CreateVersion7(now), message, now) with { Origin = origin };
        var shares = ReceiptOfNode.SharesOf(receipt, session.Organization);
        // A broadcast station gets the receipts of notices of others on which its organization has a share (SANP, multi-beneficiary).
        var applied = await payments.TakeAsync(PaymentSource.Node, record, shares, ct);
        var isCompletion = false;
        if (applied is null)
        {
            if (await receipts.FindReportedAsync(record, ct) is not { } reported)
            {
                var (existing, isSamePayment) = await receipts.FindAsync(record, ct);
                return isSamePayment
                    ? new(ReceiptFate.AlreadyHere, existing)
                    : new(ReceiptFate.Contradictory, null, ReceiptsTexts.IdOfAnotherPayment, "receiptId");
            }
            (record, isCompletion) = (record with { Id = reported }, true);
            applied = await reversals.CompleteAsync(record, shares, ct);
            await cover.CoverAsync(reported, ct);
            await marks.RefreshAsync([applied.InstalmentId!.Value], ct);
            await receipts.ClassifyAsync(record.Id, applied.Classification, applied.PositionId, applied.InstalmentId, ct);
        }
        if (isCompletion)
        {
            // What was used of it may be all of what it owes back now, or not any more.
            await receipts.MarkUsedAsync(record.Id, ct);
            await givenBack.RefreshAsync(record.Id, ct);
        }
        // A rendicontazione may have told before it came that the PSP took the payment back.
        await revocations.RefreshAsync([record.Iur], ct);
        await events.EmitAsync(
            record.Id,
            r => new ReceiptReceived(r, record.IsStandIn, origin, [.. record.Anomalies.Select(a => a.Code).Distinct()]),
            ct
        );
        await late.AskForReceiptAsync(record.Iuv, ct);
        return new(
            applied.Classification == ReceiptClassification.UnknownNotice ? ReceiptFate.TakenForUnknownNotice : ReceiptFate.Taken,
            record.Id
        );
    }

    /// <summary>
    /// A receipt that contradicts itself is not booked: its message is kept and its sender told. What merely differs from our
    /// position is taken and flagged.
    /// </summary>
    private TakenReceipt? Contradiction(Receipt receipt)
    {
        if (!receipt.IsOutcomeOk)
            return No("outcome", ReceiptsTexts.NotPaid);
        if (receipt.Transfers.DistinctBy(t => t.IdTransfer).Count() < receipt.Transfers.Count)
            return No("transferList", ReceiptsTexts.TransferRepeated);
        if (receipt.Transfers.Sum(t => t.AmountCents) != receipt.AmountCents)
            return No("paymentAmount", ReceiptsTexts.SumDiffers);
        if (
            NoticeNumber.TryParse(receipt.NoticeNumber, out var notice)
            && notice.HasKnownAuxDigit
            && notice.Iuv != receipt.CreditorReferenceId
        )
            return No("creditorReferenceId", ReceiptsTexts.IuvDiffers);
        return receipt.FiscalCode != session.Organization && receipt.Transfers.All(t => t.FiscalCodePa != session.Organization)
            ? No("fiscalCode", ReceiptsTexts.OfAnotherOrganization)
            : null;

        static TakenReceipt No(string element, Message problem) => new(ReceiptFate.Contradictory, null, problem, element);
    }
}
