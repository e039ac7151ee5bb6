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

    /// <summary>Asked for at pagoPA, because it had not come.</summary>
    Recovered,

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

/// <summary>A receipt as it was brought.</summary>
/// <param name="Deviations">Where it breaks the schema and was understood all the same.</param>
/// <param name="Message">The raw message, which is stored in the same transaction.</param>
public sealed record BroughtReceipt(Receipt Receipt, IReadOnlyList<ReceiptDeviation> Deviations, Guid Message)
{
    public ReceiptOrigin Origin { get; init; } = ReceiptOrigin.Node;
}

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
    IReceiptsAwaited awaited,
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
        await TellAsync([record], ct);
        return new(
            applied.Classification == ReceiptClassification.UnknownNotice ? ReceiptFate.TakenForUnknownNotice : ReceiptFate.Taken,
            record.Id
        );
    }

    /// <summary>
    /// Takes several at once, as far as they are what nearly all are (<see cref="TakePayment.TakeFirstAsync"/>).
    /// </summary>
    /// <returns>
    /// Keys of their rows by that of their raw messages. Of those that are missing nothing was written; they are for
    /// <see cref="TakeAsync"/>.
    /// </returns>
    public async Task<IReadOnlyDictionary<Guid, Guid>> TakeFirstAsync(IReadOnlyList<BroughtReceipt> brought, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var records = brought
            .Where(b => Contradiction(b.Receipt) is null)
            .Select(b =>
                (
                    Record: ReceiptOfNode.RecordOf(b.Receipt, b.Deviations, Guid.CreateVersion7(now), b.Message, now) with
                    {
                        Origin = b.Origin,
                    },
                    Shares: ReceiptOfNode.SharesOf(b.Receipt, session.Organization)
                )
            )
            // Two replicas with the same receipts wait for each other in one direction only.
            .OrderBy(r => r.Record.Iur, StringComparer.Ordinal)
            .ToList();
        var taken = await payments.TakeFirstAsync(records, ct);
        if (taken.Count > 0)
            await TellAsync([.. records.Select(r => r.Record).Where(r => taken.ContainsKey(r.Id))], ct);
        return records.Select(r => r.Record).Where(r => taken.ContainsKey(r.Id)).ToDictionary(r => r.MessageId!.Value, r => r.Id);
    }

    private async Task TellAsync(IReadOnlyList<ReceiptRecord> records, CancellationToken ct)
    {
        await awaited.CameAsync([.. records.Select(r => new CameReceipt(r.Id, r.Iur, r.Iuv))], ct);
        // A rendicontazione may have told before they came that the PSP took a payment back.
        await revocations.RefreshAsync([.. records.Select(r => r.Iur)], ct);
        await events.EmitAsync(
            [
                .. records.Select(r =>
                    (
                        r.Id,
                        (Func<ReceiptFacts, ReceiptEvent>)(
                            f => new ReceiptReceived(f, r.IsStandIn, r.Origin, [.. r.Anomalies.Select(a => a.Code).Distinct()])
                        )
                    )
                ),
            ],
            ct
        );
        await late.AskForReceiptsAsync([.. records.Select(r => r.Iuv)], ct);
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
