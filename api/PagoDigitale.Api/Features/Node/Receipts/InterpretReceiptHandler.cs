using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node.Receipts;

/// <summary>
/// What a receipt means here. It is taken whatever the notice's state is. A receipt for a notice nobody knows is stored all
/// the same: as a secondary beneficiary that is the rule (the notice is the primary's) and the answer is OK; as the primary
/// the node is told that the payment is unknown, as PagoPA's own software answers; should it ask again, that the receipt is
/// already here.
/// </summary>
public sealed class InterpretReceiptHandler(ReceiptWriter receipts, PaymentWriter payments, LedgerWriter ledger, EventLog events, TimeProvider clock)
{
    public async Task<PaResponse> RunAsync(SendRtRequest request, Guid message, CancellationToken ct)
    {
        var receipt = request.Receipt;
        if (!receipt.IsOutcomeOk)
            return Refuse(request, PaFaultCodes.Semantica, "Only receipts of payments made are taken.");
        if (receipt.Transfers.DistinctBy(t => t.IdTransfer).Count() < receipt.Transfers.Count)
            return Refuse(request, PaFaultCodes.Semantica, "idTransfer is repeated.");
        var now = clock.GetUtcNow();
        var record = ReceiptOfNode.RecordOf(receipt, Guid.CreateVersion7(now), message, now);
        if (!await receipts.InsertAsync(record, ct))
            return Refuse(request, PaFaultCodes.ReceiptDuplicata);
        var isPrimary = receipt.FiscalCode == request.IdPa;
        var applied = await ApplyAsync(record, ReceiptOfNode.SharesOf(receipt, request.IdPa), isPrimary, ct);
        await events.EmitAsync("receipt.received", "receipt", PublicId.Format("rcp", record.Id), new
        {
            noticeNumber = record.NoticeNumber,
            amountCents = record.AmountCents,
            classification = StateText.Of(applied?.Classification ?? ReceiptClassification.UnknownNotice),
            isStandIn = record.IsStandIn,
        }, ct);
        return applied is null && isPrimary ? Refuse(request, PaFaultCodes.PagamentoSconosciuto) : new SendRtResponse(receipt.Version);
    }

    /// <summary>Null for a notice that is not in the archive. A number of another organization's notice says nothing about ours.</summary>
    private async Task<AppliedReceipt?> ApplyAsync(ReceiptRecord record, Shares received, bool isPrimary, CancellationToken ct)
    {
        var payment = new ReceiptPayment(record.Id, record.NoticeNumber, record.AmountCents, received, record.PaidAt);
        if (isPrimary && await payments.ApplyReceiptAsync(payment, ct) is { } applied)
        {
            await receipts.ClassifyAsync(record.Id, applied.Classification, applied.PositionId, applied.InstalmentId, ct);
            return applied;
        }
        // Nothing was owed: our share is due back until somebody finds out what it was for.
        await ledger.PostAsync(PostingRules.Pay(default, received with { OthersCents = 0 }), new(Reference: PublicId.Format("rcp", record.Id)), ct);
        return null;
    }

    private static FaultResponse Refuse(SendRtRequest request, string code, string? description = null) =>
        new(request.Operation, PaFault.Of(code, request.IdPa, description));
}
