using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>
/// Takes a rendicontazione in, wherever it comes from: the raw file first, then what it says. A flow that cannot be read, or
/// is somebody else's, is refused and listed among the refused messages, whence it can be taken once the reason is mended.
/// </summary>
public sealed class RendicontazioneIntakeHandler(
    TenantSession session,
    TenantScopes tenants,
    InboundMessages inbound,
    RendicontazioneWriter writer,
    RefusedMessageWriter refused,
    ILateFacts late,
    JobQueue jobs,
    RendicontazioneSizes sizes,
    TimeProvider clock
)
{
    private const string Kind = "rendicontazione";

    /// <summary>
    /// The largest file has hundreds of thousands of rows, and each statement is one for all of them: on a busy machine the half
    /// minute that is enough for other calls refuses a right file at every attempt.
    /// </summary>
    private const int TimeoutSeconds = 600;

    /// <returns>The identifier, and whether this call brought it.</returns>
    /// <param name="isRevision">Whoever publishes it says that it takes the place of what has the same date.</param>
    /// <param name="isReplay">A person sends what was refused before: a second refusal leaves things as they are.</param>
    public async Task<Outcome<Created<Guid>>> TakeAsync(
        byte[] file,
        string source,
        CancellationToken ct,
        string? fileName = null,
        bool isReplay = false,
        bool isRevision = false
    )
    {
        var reading = FlussoFile.Read(file);
        if (Check(reading) is { } refusal)
        {
            if (!isReplay)
                await KeepRefusedAsync(file, fileName, source, refusal, ct);
            return refusal;
        }
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        session.CommandTimeout = TimeoutSeconds;
        var known = await writer.FindAsync(reading.Header!, file, ct);
        // Who replays a file has compared it with the other.
        if (!isReplay)
            known = await WithTwinsAsync(known, reading, ct);
        // Somebody decided against it, and replays it all the same: taken anew, unless a later revision counts anyway.
        var isRevived = isReplay && !await writer.IsOvertakenAsync(reading.Header!, ct);
        if (
            known.Find(k => (k.IsSameFile || k.IsTwin) && !k.IsQuarantined && !(isRevived && k.State == RendicontazioneState.Superseded)) is
            { } same
        )
            return await FoundAsync(same, ct);
        var kept = known.Find(k => k.IsSameFile && k.IsQuarantined) ?? known.Find(k => k.IsTwin && k.IsQuarantined);
        var other = known.Find(k => k.Counts) ?? known.Find(k => !k.IsQuarantined);
        if (!isReplay && !isRevision && other is not null && !await IsMendedAsync(other, reading, ct))
        {
            // What it says waits already: one decision is enough.
            if (kept is { IsTwin: true })
                return Differs(RendicontazioniTexts.DiffersAndIsKeptAs.With(other.PublicId, kept.PublicId));
            var differs = Differs(RendicontazioniTexts.DiffersAndIsKept.With(other.PublicId));
            return await KeepRefusedAsync(file, fileName, source, differs, ct, reading) is { } waiting
                ? Differs(RendicontazioniTexts.DiffersAndIsKeptAs.With(other.PublicId, PublicId.Format("rnd", waiting)))
                : Differs(RendicontazioniTexts.DiffersAndIsNotKept.With(other.PublicId));
        }
        if (kept is not null)
            return isReplay ? await ParseAsync(kept.Id, reading, isTold: true, ct) : await TakeKeptAsync(kept, reading, ct);
        var message = await inbound.StoreAsync(
            Kind,
            FlussoFile.MediaTypeOf(file),
            file,
            fileName ?? $"{reading.Header!.FlussoId}{FlussoFile.ExtensionOf(file)}",
            source,
            ct
        );
        var id = await writer.ReceiveAsync(reading, message, ct);
        if (isReplay || file.Length <= sizes.ReadAtOnceMax)
            return await ParseAsync(id, reading, isTold: false, ct);
        await writer.TellReceivedAsync(id, ct);
        await EnqueueAsync(id, ct);
        return new Created<Guid>(id, true);
    }

    private Task EnqueueAsync(Guid id, CancellationToken ct) =>
        jobs.EnqueueAsync(ParseRendicontazione.Kind, new RendicontazioneToParse(id), id.ToString("N"), ct);

    /// <summary>Reads what was only received. Nothing happens where it was read already, or superseded meanwhile.</summary>
    public async Task ParseReceivedAsync(Guid id, CancellationToken ct)
    {
        session.CommandTimeout = TimeoutSeconds;
        await ReconciliationLock.TakeAsync(session, ct);
        if (await writer.ReceivedMessageAsync(id, ct) is not { } message)
            return;
        var file = await inbound.ReadAsync(message, ct) ?? throw new InvalidOperationException($"The file of {id} is not kept.");
        var reading = FlussoFile.Read(file);
        await ParseAsync(id, reading, isTold: true, ct);
        if (IsSound(reading))
            return;
        // One that adds up came meanwhile, and would have taken its place.
        var known = await writer.FindAsync(reading.Header!, file, ct);
        foreach (var kept in known.Where(k => k.IsQuarantined))
            if (await inbound.ReadAsync(kept.MessageId, ct) is { } other && FlussoFile.Read(other) is var read && IsSound(read))
            {
                await TakeKeptAsync(kept, read, ct);
                return;
            }
    }

    /// <summary>What waited in quarantine, and among the refused messages, counts from now on.</summary>
    private async Task<Created<Guid>> TakeKeptAsync(KnownFlow kept, FlussoReading reading, CancellationToken ct)
    {
        await refused.SettleAsync(kept.MessageId, kept.PublicId, ct);
        return await ParseAsync(kept.Id, reading, isTold: true, ct);
    }

    private async Task<Created<Guid>> ParseAsync(Guid id, FlussoReading reading, bool isTold, CancellationToken ct)
    {
        await writer.ParseAsync(id, reading, isTold, ct);
        await late.AskAsync(ct);
        return new(id, true);
    }

    private async Task<Created<Guid>> FoundAsync(KnownFlow known, CancellationToken ct)
    {
        // Its job may have been given up: sent again it is read again. Of several with one key one runs.
        if (known.State == RendicontazioneState.Received)
            await EnqueueAsync(known.Id, ct);
        return new(known.Id, false);
    }

    private async Task<FlussoReading?> ReadAsync(Guid message, CancellationToken ct) =>
        await inbound.ReadAsync(message, ct) is { } file ? FlussoFile.Read(file) : null;

    /// <summary>A file that does not add up does not stand in the way of one that does.</summary>
    private async Task<bool> IsMendedAsync(KnownFlow known, FlussoReading reading, CancellationToken ct) =>
        known.Counts && IsSound(reading) && await ReadAsync(known.MessageId, ct) is { } there && !IsSound(there);

    /// <summary>In whichever form it came: who says the same is the same.</summary>
    private async Task<List<KnownFlow>> WithTwinsAsync(List<KnownFlow> known, FlussoReading reading, CancellationToken ct)
    {
        var compared = new List<KnownFlow>();
        foreach (var flow in known)
            compared.Add(flow with { IsTwin = !flow.IsSameFile && (await ReadAsync(flow.MessageId, ct))?.SaysTheSameAs(reading) == true });
        return compared;
    }

    private bool IsSound(FlussoReading reading) =>
        reading.IsOk && FlowContent.Of(reading, RomeTime.LegalDate(clock.GetUtcNow())).Anomalies.Count == 0;

    private static ApiError Differs(Message detail) => ApiError.Conflict("rendicontazione-differs", RendicontazioniTexts.Differs, detail);

    private ApiError? Check(FlussoReading reading)
    {
        if (!reading.IsOk)
            return ApiError.Invalid(
                new FieldError("body", reading.Error.Code, reading.Error.Description, RendicontazioniTexts.SendAsPublished)
            ) with
            {
                Code = reading.Error.Code,
                Title = RendicontazioniTexts.Unreadable,
            };
        var receiver = reading.Header.Receiver.Code;
        return receiver == session.Organization
            ? null
            : ApiError.Invalid(
                new FieldError(
                    "istitutoRicevente",
                    "receiver-mismatch",
                    RendicontazioniTexts.OtherReceiver.With(receiver),
                    RendicontazioniTexts.SendToReceiver.With(session.Organization)
                )
            ) with
            {
                Code = "receiver-mismatch",
                Title = RendicontazioniTexts.AnotherOrganizations,
            };
    }

    /// <summary>In a transaction of its own: the one of the request is about to be rolled back.</summary>
    /// <param name="reading">Of what can be read and only waits for a decision: it is listed, in quarantine, as well.</param>
    /// <returns>What is in quarantine.</returns>
    private async Task<Guid?> KeepRefusedAsync(
        byte[] file,
        string? fileName,
        string source,
        ApiError refusal,
        CancellationToken ct,
        FlussoReading? reading = null
    )
    {
        await using var scope = await tenants.OpenAsync(session.Organization, ct);
        var message = new RefusedMessage(
            RefusedMessageKind.Rendicontazione,
            null,
            refusal.Code,
            Reason(refusal),
            source,
            FlussoFile.MediaTypeOf(file),
            file
        )
        {
            RawKind = Kind,
            FileName = fileName,
        };
        // Without room it is not kept: whoever sent it has it, and is told.
        if (await scope.Get<RefusedMessageWriter>().KeepAsync(message, null, ct) is not { } kept)
            return null;
        Guid? quarantined = reading is null
            ? null
            : await scope
                .Get<RendicontazioneWriter>()
                .QuarantineAsync(reading, kept, new() { Code = refusal.Code, Message = Reason(refusal) }, ct);
        await scope.CommitAsync(ct);
        return quarantined;
    }

    /// <summary>Of a file that is wrong as a whole the field, which is the body, says nothing.</summary>
    private static Message Reason(ApiError refusal) => refusal.Fields is [var only] ? only.Message : refusal.Detail;
}
