using PagoDigitale.Api.Features.ReconciliationJobs.Exposed;
using PagoDigitale.Api.Features.RefusedMessages.Exposed;
using PagoDigitale.Api.Platform.RawStore;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.Api.Features.Rendicontazioni.Exposed;

/// <summary>
/// Takes a rendicontazione in, wherever it comes from: the raw file first, then what it says. A flow that cannot be read, or
/// is somebody else's, is refused and listed among the refused messages, whence it can be taken once the reason is mended.
/// </summary>
public sealed class RendicontazioneIntakeHandler(
    TenantSession session, TenantScopes tenants, InboundMessages inbound, RendicontazioneWriter writer, AutomaticReconciliationWriter automatic)
{
    private const string Kind = "rendicontazione";
    private const string MediaType = "application/xml";

    /// <returns>The identifier, and whether this call brought it.</returns>
    /// <param name="isReplay">A person sends what was refused before: a second refusal leaves things as they are.</param>
    public async Task<Outcome<Created<Guid>>> TakeAsync(byte[] xml, string source, CancellationToken ct, string? fileName = null, bool isReplay = false)
    {
        var reading = FlussoRiversamentoReader.Read(xml);
        if (Check(reading) is { } refusal)
        {
            if (!isReplay)
                await KeepRefusedAsync(xml, fileName, source, refusal, ct);
            return refusal;
        }
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await writer.FindAsync(reading.Header!, ct) is { } existing)
            return new Created<Guid>(existing, false);
        var message = await inbound.StoreAsync(Kind, MediaType, xml, fileName ?? $"{reading.Header!.FlowId}.xml", source, ct);
        var id = await writer.WriteAsync(reading, message, ct);
        await automatic.AskAsync(ct);
        return new Created<Guid>(id, true);
    }

    private ApiError? Check(FlussoReading reading)
    {
        if (!reading.IsOk)
            return ApiError.Invalid(new FieldError("body", reading.Error.Code, reading.Error.Description,
                "Send the file as the PSP published it: a FlussoRiversamento, well-formed and with its header.")) with
            { Code = reading.Error.Code, Title = "The rendicontazione cannot be read" };
        var receiver = reading.Header.Receiver.Code;
        return receiver == session.Organization
            ? null
            : ApiError.Invalid(new FieldError("istitutoRicevente", "receiver-mismatch", $"is {receiver}, not this organization",
                $"Send it to the organization it was written for, or check the path: this is {session.Organization}.")) with
            { Code = "receiver-mismatch", Title = "The rendicontazione is another organization's" };
    }

    /// <summary>In a transaction of its own: the one of the request is about to be rolled back.</summary>
    private async Task KeepRefusedAsync(byte[] xml, string? fileName, string source, ApiError refusal, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(session.Organization, ct);
        var message = new RefusedMessage(RefusedMessageKind.Rendicontazione, null, refusal.Code, refusal.Detail, source, MediaType, xml) { RawKind = Kind, FileName = fileName };
        // Without room it is not kept: whoever sent it has it, and is told.
        if (await scope.Get<RefusedMessageWriter>().KeepAsync(message, null, ct))
            await scope.CommitAsync(ct);
    }
}
