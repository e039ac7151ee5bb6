using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Features.ReconciliationJobs.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node.Receipts;

/// <summary>
/// What a receipt means here. It is taken whatever the notice's state is. One for a notice nobody knows is stored all the
/// same, and the node is told that the payment is unknown, as PagoPA's own software answers; should it ask again, that the
/// receipt is already here.
/// </summary>
public sealed class InterpretReceiptHandler(ReceiptWriter receipts, PaymentWriter payments, AutomaticReconciliationWriter automatic, EventLog events, TimeProvider clock)
{
    public async Task<PaResponse> RunAsync(SendRtRequest request, Guid message, CancellationToken ct)
    {
        var receipt = request.Receipt;
        if (Contradiction(request) is { } contradiction)
            return Refuse(request, PaFaultCodes.Semantica, contradiction);
        var now = clock.GetUtcNow();
        var record = ReceiptOfNode.RecordOf(receipt, Guid.CreateVersion7(now), message, now);
        if (!await receipts.InsertAsync(record, ct))
            return await receipts.IsSamePaymentAsync(record, ct)
                ? Refuse(request, PaFaultCodes.ReceiptDuplicata)
                : Refuse(request, PaFaultCodes.Semantica, "receiptId is that of another payment.");
        // A broadcast station gets the receipts of notices of others on which its organization has a share (SANP, multi-beneficiary).
        var isPrimary = receipt.FiscalCode == request.IdPa;
        var applied = await payments.ApplyReceiptAsync(
            new(record.Id, record.NoticeNumber, ReceiptOfNode.SharesOf(receipt, request.IdPa), record.PaidAt, isPrimary), ct);
        await receipts.ClassifyAsync(record.Id, applied.Classification, applied.PositionId, applied.InstalmentId, ct);
        await events.EmitAsync("receipt.received", "receipt", PublicId.Format("rcp", record.Id), new
        {
            noticeNumber = record.NoticeNumber,
            amountCents = record.AmountCents,
            classification = applied.ClassificationText,
            isStandIn = record.IsStandIn,
            anomalies = record.Anomalies.Select(a => a.Code).Distinct(),
        }, ct);
        await automatic.AskForReceiptAsync(record.Iuv, ct);
        return applied.Classification == ReceiptClassification.UnknownNotice ? Refuse(request, PaFaultCodes.PagamentoSconosciuto) : new SendRtResponse(receipt.Version);
    }

    /// <summary>
    /// A receipt that contradicts itself is not booked: its envelope is kept and the node is told. What merely differs from
    /// our position is taken and flagged.
    /// </summary>
    private static string? Contradiction(SendRtRequest request)
    {
        var receipt = request.Receipt;
        if (!receipt.IsOutcomeOk)
            return "Only receipts of payments made are taken.";
        if (receipt.Transfers.DistinctBy(t => t.IdTransfer).Count() < receipt.Transfers.Count)
            return "idTransfer is repeated.";
        if (receipt.Transfers.Sum(t => t.AmountCents) != receipt.AmountCents)
            return "paymentAmount is not the sum of the transfers.";
        if (NoticeNumber.TryParse(receipt.NoticeNumber, out var notice) && notice.HasKnownAuxDigit && notice.Iuv != receipt.CreditorReferenceId)
            return "creditorReferenceId is not the IUV of noticeNumber.";
        return receipt.FiscalCode != request.IdPa && receipt.Transfers.All(t => t.FiscalCodePa != request.IdPa)
            ? "The receipt is of another organization and has no transfer for this one."
            : null;
    }

    private static FaultResponse Refuse(SendRtRequest request, string code, string? description = null) =>
        new(request.Operation, PaFault.Of(code, request.IdPa, description));
}
