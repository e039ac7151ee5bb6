using System.Security.Cryptography;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa.Receipts;

/// <summary>
/// Takes a receipt in one durable transaction: the envelope first, then, behind a savepoint, what it means. Whatever goes
/// wrong with the meaning leaves the envelope in place and gives no valid answer, so the node sends the receipt again: a
/// valid KO may be its last word (SANP names only timeout, invalid answer and unreachable as reasons to retry). What is
/// answered KO is listed as refused, so that people see it and it can be taken once the reason is mended.
/// </summary>
public sealed class TakeReceipt(TenantScopes scopes, ILogger<TakeReceipt> log)
{
    public const string Kind = "node-receipt";
    public const string Failed = "failed";

    private const string FailedCode = "internal-error";
    private const string Interpretation = "interpretation";
    private const int AttemptsMax = 3;

    /// <param name="deviations">Where it breaks the schema and was understood all the same.</param>
    /// <param name="isReplay">A person sends what was refused before: a second refusal leaves things as they are.</param>
    public async Task<NodeAnswer> TakeAsync(
        NodeCall call,
        SendRtRequest request,
        IReadOnlyList<ReceiptDeviation> deviations,
        bool isReplay,
        CancellationToken ct
    )
    {
        if (!StationChecks.IsFiscalCode(request.IdPa))
            return await KeepForNobodyAsync(call, request, isReplay, ct);
        await using var scope = await scopes.OpenForReceiptAsync(request.IdPa, ct);
        var asked = isReplay ? await StationNowAsync(scope.Session, call, request, ct) : call;
        var broker = await BrokerAsync(scope.Session, asked.Station, ct);
        if (!broker.IsOurs)
            return await KeepForNobodyAsync(call, request, isReplay, ct);
        var message = await scope
            .Get<InboundMessages>()
            .StoreAsync(Kind, call.MediaType, call.Envelope, null, UnreadableMessages.Clip(call.Station), ct);
        // An organization or station that was switched off since does not undo a payment: its receipts are still taken.
        var fault = StationChecks.FaultOf(request, asked, broker.FiscalCode);
        var answer = fault is null
            ? await InterpretAsync(scope, request, deviations, message, ct)
            : NodeAnswer.Refuse(
                request,
                fault,
                request.IdPa,
                request.Receipt.NoticeNumber,
                StationChecks.Compared(fault, request, asked, broker.FiscalCode)
            );
        await scope.Get<InboundMessages>().NoteOutcomeAsync(message, answer.Outcome, ct);
        if (answer.ReceiptRecordId is { } receipt)
        {
            await scope
                .Get<RefusedMessageWriter>()
                .SettleAsync(UnreadableMessages.Clip(call.Station), call.Envelope, PublicId.Format("rcp", receipt), ct);
            // Some send until they hear OK, which a repetition never does.
            if (answer.Outcome == PaFaultCodes.ReceiptDuplicata)
                await scope
                    .Get<InboundMessages>()
                    .CountRepetitionAsync(Kind, SHA256.HashData(call.Envelope), UnreadableMessages.Clip(call.Station), message, ct);
        }
        else if (isReplay)
            return answer;
        else if (await scope.Get<RefusedMessageWriter>().KeepAsync(Refused(call, request, answer), message, ct) is null)
            return answer with { Response = null };
        if (call.EntryOf is { } entryOf)
            await ActivityWriter.WriteAsync(scope.Session, entryOf(answer), ct);
        await scope.CommitAsync(ct);
        return answer with { IsNoted = true };
    }

    private async Task<NodeAnswer> InterpretAsync(
        TenantScope scope,
        SendRtRequest request,
        IReadOnlyList<ReceiptDeviation> deviations,
        Guid message,
        CancellationToken ct
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            await scope.Session.SaveAsync(Interpretation, ct);
            try
            {
                return AnswerOf(
                    request,
                    await scope.Get<ReceiptIntakeHandler>().TakeAsync(request.Receipt, deviations, ReceiptOrigin.Node, message, ct)
                );
            }
            catch (Exception error)
            {
                await scope.Session.RollbackToAsync(Interpretation, ct);
                if (attempt < AttemptsMax && IsTransient(error))
                {
                    scope.Get<PagoDb>().ChangeTracker.Clear();
                    continue;
                }
                log.LogError(error, "Receipt {Message} of {Organization} is kept but could not be interpreted", message, request.IdPa);
                return new(null, request.IdPa, request.Receipt.NoticeNumber);
            }
        }
    }

    /// <summary>
    /// One for a notice nobody knows is here, and the node is told that the payment is unknown, as PagoPA's own software answers;
    /// should it ask again, that the receipt is already here.
    /// </summary>
    private static NodeAnswer AnswerOf(SendRtRequest request, TakenReceipt taken)
    {
        PaResponse response = taken.Fate switch
        {
            ReceiptFate.Taken => new SendRtResponse(request.Receipt.Version),
            ReceiptFate.TakenForUnknownNotice => Fault(PaFaultCodes.PagamentoSconosciuto),
            ReceiptFate.AlreadyHere => Fault(PaFaultCodes.ReceiptDuplicata),
            _ => Fault(PaFaultCodes.Semantica, taken.Contradiction),
        };
        return new(response, request.IdPa, request.Receipt.NoticeNumber, taken.RecordId) { Reason = taken.Contradiction };

        FaultResponse Fault(string code, Message? description = null) =>
            new(request.Operation, PaFault.Of(code, request.IdPa, description?.ToString()));
    }

    private static RefusedMessage Refused(NodeCall call, SendRtRequest request, NodeAnswer answer)
    {
        var fault = (answer.Response as FaultResponse)?.Fault;
        return RefusedMessage.OfNode(
            request.Operation,
            fault?.FaultCode ?? FailedCode,
            fault is null ? PagoPaTexts.ReceiptFailed.With() : answer.Reason,
            UnreadableMessages.Clip(call.Station),
            call.MediaType,
            call.Envelope,
            MessageGlimpse.Of(call.Envelope)
        ) with
        {
            RawKind = Kind,
        };
    }

    /// <summary>Somebody else changed the same position: after the savepoint's locks are given back, trying again is enough.</summary>
    private static bool IsTransient(Exception error) =>
        (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable;

    /// <summary>A receipt for an organization that is not here: listed for the platform, because money moved for somebody.</summary>
    private async Task<NodeAnswer> KeepForNobodyAsync(NodeCall call, SendRtRequest request, bool isReplay, CancellationToken ct)
    {
        var answer = NodeAnswer.Refuse(request, PaFaultCodes.IdDominioErrato, null);
        if (isReplay)
            return answer;
        await using var scope = await scopes.OpenForReceiptAsync(TenantSession.Platform, ct);
        if (await scope.Get<RefusedMessageWriter>().KeepAsync(Refused(call, request, answer), null, ct) is null)
            return answer with { Response = null };
        await scope.CommitAsync(ct);
        return answer;
    }

    /// <summary>
    /// A person takes the message after all: the station it names counts, once it is registered, wherever the message came to
    /// then. Its own address cannot be mended any more.
    /// </summary>
    private static async Task<NodeCall> StationNowAsync(
        TenantSession session,
        NodeCall call,
        SendRtRequest request,
        CancellationToken ct
    ) => (await BrokerAsync(session, request.IdStation, ct)).FiscalCode is null ? call : call with { Station = request.IdStation };

    private static async Task<(bool IsOurs, string? FiscalCode)> BrokerAsync(TenantSession session, string station, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT s.broker_fiscal_code FROM door.organizations o LEFT JOIN door.stations s ON s.organization_id = o.organization_id
                AND s.station_id = $2
            WHERE o.organization_id = $1
            """,
            r => r.IsDBNull(0) ? null : r.GetString(0),
            ct,
            session.Organization,
            station
        );
        return found.Count == 0 ? (false, null) : (true, found[0]);
    }
}
