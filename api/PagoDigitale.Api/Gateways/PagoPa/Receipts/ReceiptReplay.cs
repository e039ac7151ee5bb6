using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
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
            return Refused("not-a-receipt", "The message can be read now and is a question of the node, which has had its answer.");
        if (message.Organization is not TenantSession.Platform && message.Organization != request.IdPa)
            return Refused(PaFaultCodes.IdDominioErrato, "The message is for another organization.");
        var call = new NodeCall(message.Source, message.Content, message.MediaType, clock.GetUtcNow());
        var answer = await receipts.TakeAsync(call, request, reading.Deviations, isReplay: true, CancellationToken.None);
        return answer.ReceiptRecordId is { } receipt ? new ReplayedMessage(PublicId.Format("rcp", receipt), request.IdPa)
            : answer.Response is FaultResponse { Fault: var fault } ? Refused(fault.FaultCode, fault.Description ?? fault.FaultString)
            : Refused("internal-error", "The service failed while it took the receipt; its log says why.");
    }

    private static ApiError Refused(string code, string reason) =>
        ApiError.Invalid(
            new FieldError(
                "refusedMessage",
                "not-taken",
                $"{code}: {reason}",
                "Mend the reason (register the station that the message names with createStation, correct its broker, create the "
                    + "organization) and replay "
                    + "again. Where it cannot be mended take the receipt with uploadReceipt, which asks for no station, and "
                    + "dismiss the message with the reason."
            )
        ) with
        {
            Code = "replay-refused",
            Title = "The message cannot be taken yet",
        };
}
