using System.Net;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Gateways.BizEvents.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts.Recovering;

public sealed record ReceiptsToFind;

/// <summary>
/// Asks for missing receipts, one call for one, who waits longest first, as long as the hour's calls last. Each is taken in a transaction
/// of its own, by the same door as one that the node brings, which settles it here: killed, it is taken once all the same.
/// </summary>
public sealed class FindMissingReceipts(TenantScopes scopes, BizEventsClient client, TimeProvider clock) : IJobHandler
{
    private const string MessageKind = "receipt-recovered";

    /// <summary>So many one after the other that fail, and it is the service.</summary>
    private const int FailuresInRowMax = 3;

    private static readonly TimeSpan IntervalMin = TimeSpan.FromMinutes(1);

    public static string Kind => "missing-receipts.find";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var (organization, began) = (job.Organization, clock.GetUtcNow());
        var connection = await scopes.RunAsync(organization, s => s.Get<ConnectionCalls>().FindAsync(ConnectionCode.BizEvents, ct), ct);
        // In the pause after a failure, or that the service asked for, nothing calls it: its time comes.
        if (connection is not { IsDue: true })
            return;
        var isCalled = false;
        TimeSpan? wait = null;
        try
        {
            await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().CompareAsync(ct), ct);
            for (var failures = 0; await NextAsync(organization, connection, ct) is { } missing; )
                try
                {
                    await FindAsync(organization, connection, missing, ct);
                    (isCalled, failures) = (true, 0);
                }
                catch (OutboundException failure) when (IsOfService(failure))
                {
                    // Behind the others, in case it is this one's fault.
                    await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().PostponedAsync(missing, TimeSpan.Zero, ct), ct);
                    throw;
                }
                catch (OutboundException failure)
                {
                    isCalled = true;
                    await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().FailedAsync(missing, failure.Told, ct), ct);
                    if (++failures == FailuresInRowMax)
                        throw;
                }
                catch (Exception error) when (error is not BudgetSpentException && !ct.IsCancellationRequested)
                {
                    // The job tells of it and is run again: with the others.
                    await scopes.RunAsync(
                        organization,
                        s => s.Get<MissingReceiptWriter>().PostponedAsync(missing, RecoveryPauses.OfOurs, ct),
                        ct
                    );
                    throw;
                }
        }
        catch (BudgetSpentException spent)
        {
            wait = spent.Wait;
        }
        catch (OutboundException failure)
        {
            await scopes.RunAsync(organization, s => s.Get<ConnectionCalls>().NoteFailureAsync(connection, began, failure, ct), ct);
            return;
        }
        await scopes.RunAsync(
            organization,
            async s =>
            {
                var interval = IntervalOf(await s.Get<MissingReceiptWriter>().NextAttemptAsync(ct), wait);
                var calls = s.Get<ConnectionCalls>();
                await (
                    isCalled
                        ? calls.NoteSuccessAsync(connection, began, interval, ct)
                        : calls.NoteIdleAsync(connection, began, interval, ct)
                );
            },
            ct
        );
    }

    /// <summary>Null where none is due, and where somebody has paused, changed or removed the connection meanwhile.</summary>
    private Task<MissingToFind?> NextAsync(string organization, CallableConnection connection, CancellationToken ct) =>
        scopes.RunAsync(
            organization,
            async s =>
                await s.Get<ConnectionCalls>().FindAsync(ConnectionCode.BizEvents, ct) is { } now && now.IsAs(connection)
                    ? await s.Get<MissingReceiptWriter>().NextAsync(ct)
                    : null,
            ct
        );

    private async Task FindAsync(string organization, CallableConnection connection, MissingToFind missing, CancellationToken ct)
    {
        var found = await client.FindAsync(connection, organization, missing.Facts.Iur, missing.Facts.Iuv, ct);
        if (found is null)
        {
            var unknown = Failure(
                "receipt-unknown-to-pagopa",
                MissingReceiptsTexts.Unknown.With(missing.Facts.Iur, missing.Facts.Iuv),
                MissingReceiptsTexts.AskOthers
            );
            await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().FailedAsync(missing, unknown, ct), ct);
            return;
        }
        await TakeAsync(organization, missing, found, ct);
    }

    private async Task TakeAsync(string organization, MissingToFind missing, FoundReceipt found, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var messages = scope.Get<InboundMessages>();
        var message = await messages.StoreAsync(MessageKind, "application/json", found.Content, null, "biz-events", ct);
        var taken = await scope
            .Get<ReceiptIntakeHandler>()
            .TakeAsync(found.Receipt with { IsStandIn = missing.IsStandIn }, found.Deviations, ReceiptOrigin.Recovered, message, ct);
        if (taken.Fate == ReceiptFate.Contradictory)
        {
            // What it left of its transaction is not committed; the answer is kept with its exchange.
            await scope.DisposeAsync();
            var reason = Failure(
                "found-receipt-contradictory",
                MissingReceiptsTexts.Contradictory.With(taken.Contradiction!),
                MissingReceiptsTexts.ReadAnswer
            );
            await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().RefusedAsync(missing, reason, ct), ct);
            return;
        }
        // After its position is locked, as whoever else brings it does.
        await scope.Get<MissingReceiptWriter>().AnsweredAsync(missing, ct);
        if (taken.Fate == ReceiptFate.AlreadyHere)
        {
            // The node brought it meanwhile, and nobody saw it.
            await messages.ForgetAsync(message, ct);
            await scope
                .Get<MissingReceiptWriter>()
                .CameAsync([new CameReceipt(taken.RecordId!.Value, missing.Facts.Iur, missing.Facts.Iuv)], ct);
        }
        await scope.CommitAsync(ct);
    }

    /// <summary>A 404 that is left says that nothing answers at this address.</summary>
    private static bool IsOfService(OutboundException failure) =>
        failure.IsOfService || failure.RetryAfter is not null || failure.Status == HttpStatusCode.NotFound;

    private TimeSpan IntervalOf(DateTimeOffset? next, TimeSpan? wait)
    {
        var due = next - clock.GetUtcNow();
        var interval = due < BizEventsWork.BetweenCalls ? due.Value : BizEventsWork.BetweenCalls;
        // Nothing is asked for before a call is left, however long that is.
        interval = wait > interval ? wait.Value : interval;
        return interval > IntervalMin ? interval : IntervalMin;
    }

    private static Failure Failure(string code, Message message, Wording remedy) =>
        new()
        {
            Code = code,
            Message = message,
            Remedy = remedy.With(),
        };
}
