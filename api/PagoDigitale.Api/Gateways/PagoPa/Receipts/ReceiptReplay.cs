using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa.Receipts;

/// <summary>
/// Takes a receipt that was refused, as if the node sent it now: by the same path, with the same checks, in a transaction of its
/// own. Where that ends and nobody hears of it, a second replay finds the receipt there.
/// </summary>
public sealed class ReceiptReplay(TakeReceipt receipts, TimeProvider clock) : IMessageReplay
{
    public bool Takes(RefusedMessageKind kind) => kind is RefusedMessageKind.Receipt or RefusedMessageKind.Unknown;

    public async Task<Outcome<ReplayedMessage>> ReplayAsync(MessageToReplay message, CancellationToken ct)
    {
        var reading = NodeMessage.Read(message.Content);
        if (!reading.IsOk)
            return Refused(reading.Error.Code, reading.Error.Description);
        if (reading.Request is not SendRtRequest request)
            return Refused("not-a-receipt", PagoPaTexts.IsQuestion);
        if (message.Organization is not TenantSession.Platform && message.Organization != request.IdPa)
            return Refused(PaFaultCodes.IdDominioErrato, PagoPaTexts.OtherOrganization);
        var call = new NodeCall(message.Source, message.Content, message.MediaType, clock.GetUtcNow());
        var answer = await receipts.TakeAsync(call, request, reading.Deviations, isReplay: true, CancellationToken.None);
        return answer.ReceiptRecordId is { } receipt ? new ReplayedMessage(PublicId.Format("rcp", receipt), request.IdPa)
            : answer.Response is FaultResponse { Fault: var fault }
                ? Refused(fault.FaultCode, answer.Reason ?? PaFaultTexts.Of(fault.FaultCode))
            : Refused("internal-error", PagoPaTexts.ReplayFailed);
    }

    private static ApiError Refused(string code, Message reason) =>
        ApiError.Invalid(
            new FieldError("refusedMessage", "not-taken", PagoPaTexts.NotTaken.With(code, reason), PagoPaTexts.MendReason)
        ) with
        {
            Code = "replay-refused",
            Title = ReplayTexts.NotTakenYet,
        };
}
