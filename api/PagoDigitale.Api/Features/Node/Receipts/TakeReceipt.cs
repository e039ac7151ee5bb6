using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.ActivityLog;
using PagoDigitale.Api.Platform.RawStore;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node.Receipts;

/// <summary>
/// Takes a receipt in one durable transaction: the envelope first, then, behind a savepoint, what it means. Whatever goes
/// wrong with the meaning leaves the envelope in place and gives no valid answer, so the node sends the receipt again: a
/// valid KO may be its last word (SANP names only timeout, invalid answer and unreachable as reasons to retry).
/// </summary>
public sealed class TakeReceipt(TenantScopes scopes, ILogger<TakeReceipt> log)
{
    public const string Kind = "node-receipt";
    public const string Failed = "failed";

    private const string Interpretation = "interpretation";
    private const int AttemptsMax = 3;

    public async Task<NodeAnswer> TakeAsync(NodeCall call, SendRtRequest request, CancellationToken ct)
    {
        if (!StationChecks.IsFiscalCode(request.IdPa))
            return await KeepForNobodyAsync(call, request, ct);
        await using var scope = await scopes.OpenForReceiptAsync(request.IdPa, ct);
        var broker = await BrokerAsync(scope.Session, call.Station, ct);
        if (!broker.IsOurs)
            return await KeepForNobodyAsync(call, request, ct);
        var message = await KeepAsync(scope, call, ct);
        // An organization or station that was switched off since does not undo a payment: its receipts are still taken.
        var fault = StationChecks.FaultOf(request, call, broker.FiscalCode);
        var answer = fault is null
            ? await InterpretAsync(scope, request, message, ct)
            : NodeAnswer.Refuse(request, fault, request.IdPa, request.Receipt.NoticeNumber);
        await scope.Session.ExecuteAsync("UPDATE inbound_messages SET outcome = $3 WHERE organization_id = $1 AND message_id = $2", ct,
            request.IdPa, message, answer.Outcome);
        await ActivityWriter.WriteAsync(scope.Session, call.EntryOf(answer), ct);
        await scope.CommitAsync(ct);
        return answer with { IsNoted = true };
    }

    private async Task<NodeAnswer> InterpretAsync(TenantScope scope, SendRtRequest request, Guid message, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await scope.Session.Transaction.SaveAsync(Interpretation, ct);
            try
            {
                return new(await scope.Get<InterpretReceiptHandler>().RunAsync(request, message, ct), request.IdPa, request.Receipt.NoticeNumber);
            }
            catch (Exception error)
            {
                await scope.Session.Transaction.RollbackAsync(Interpretation, ct);
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

    /// <summary>Somebody else changed the same position: after the savepoint's locks are given back, trying again is enough.</summary>
    private static bool IsTransient(Exception error) =>
        (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState is
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable;

    /// <summary>A receipt for an organization that is not here: kept by the platform, because money moved for somebody.</summary>
    private async Task<NodeAnswer> KeepForNobodyAsync(NodeCall call, SendRtRequest request, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForReceiptAsync(TenantSession.Platform, ct);
        await KeepAsync(scope, call, ct);
        await scope.CommitAsync(ct);
        return NodeAnswer.Refuse(request, PaFaultCodes.IdDominioErrato, null);
    }

    private static Task<Guid> KeepAsync(TenantScope scope, NodeCall call, CancellationToken ct) =>
        scope.Get<InboundMessages>().StoreAsync(Kind, call.MediaType, call.Envelope, null, UnreadableMessages.Clip(call.Station), ct);

    private static async Task<(bool IsOurs, string? FiscalCode)> BrokerAsync(TenantSession session, string station, CancellationToken ct)
    {
        var found = await session.QueryAsync("""
            SELECT s.broker_fiscal_code FROM organizations o LEFT JOIN stations s ON s.organization_id = o.organization_id AND s.station_id = $2
            WHERE o.organization_id = $1
            """, r => r.IsDBNull(0) ? null : r.GetString(0), ct, session.Organization, station);
        return found.Count == 0 ? (false, null) : (true, found[0]);
    }
}
