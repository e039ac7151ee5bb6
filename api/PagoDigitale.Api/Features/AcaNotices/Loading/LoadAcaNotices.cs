using System.Collections.Concurrent;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Gateways.Aca.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

public sealed record NoticesToLoad;

/// <summary>
/// Tells the archive what it is to be told, a batch at a time: what that is stands on record before, what came of it after. One run at a
/// time for an organization, and in a batch each notice once, so that of one notice the archive is told in order. What fails waits and the
/// others go on; only where the archive itself can't be used all wait with it.
/// </summary>
public sealed class LoadAcaNotices(TenantScopes scopes, AcaClient client, TimeProvider clock) : IJobHandler
{
    /// <summary>So many notices one after the other that cannot be told, and it is the archive.</summary>
    private const int FailuresInRowMax = 5;

    /// <summary>At a time: a call takes a tenth of a second, and a year's fees are a million notices.</summary>
    private const int CallsMax = 16;

    /// <summary>After so long others have their turn; the rest is told by the next run.</summary>
    private static readonly TimeSpan RunMax = TimeSpan.FromMinutes(3);

    public static string Kind => "aca-notices.load";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var (began, called) = (clock.GetUtcNow(), false);
        if (await IsMissingAsync(job, ct))
            return;
        var connection = await InScopeAsync(job, s => s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Aca, ct), ct);
        try
        {
            while (clock.GetUtcNow() - began < RunMax && await NextAsync(job, connection, ct) is { } batch)
            {
                if (batch.Count == 0)
                    continue;
                called = true;
                await TellAsync(job, connection!, batch, ct);
            }
        }
        catch (OutboundException failure)
        {
            await InScopeAsync(job, s => s.Get<ConnectionCalls>().NoteFailureAsync(connection!, began, failure, ct), ct);
            return;
        }
        if (connection is not null)
            await InScopeAsync(
                job,
                s =>
                    called
                        ? s.Get<ConnectionCalls>().NoteSuccessAsync(connection, began, AcaWork.BetweenCalls, ct)
                        : s.Get<ConnectionCalls>().NoteIdleAsync(connection, began, AcaWork.BetweenCalls, ct),
                ct
            );
    }

    /// <summary>Then nobody is told of what changed.</summary>
    private Task<bool> IsMissingAsync(Job job, CancellationToken ct) =>
        InScopeAsync(
            job,
            async s =>
            {
                if (await s.Get<ConnectionCalls>().RefuseCallAsync(ConnectionCode.Aca, ct) is not { Code: "connection-missing" })
                    return false;
                await s.Get<AcaBatches>().ForgetMarksAsync(ct);
                return true;
            },
            ct
        );

    /// <summary>
    /// Where the connection is paused, or waits after a failure, what has changed is put on record and nobody is called; neither where
    /// somebody has changed it meanwhile.
    /// </summary>
    private Task<List<AcaDecision>?> NextAsync(Job job, CallableConnection? connection, CancellationToken ct) =>
        InScopeAsync(
            job,
            async s =>
            {
                var now = await s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Aca, ct);
                return await s.Get<AcaBatches>().NextAsync(mayCall: connection is { IsDue: true } && now?.IsAs(connection) == true, ct);
            },
            ct
        );

    private async Task TellAsync(Job job, CallableConnection connection, List<AcaDecision> batch, CancellationToken ct)
    {
        var outcomes = new ConcurrentBag<AcaOutcome>();
        var (failures, ofService) = (0, (OutboundException?)null);
        try
        {
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = ct },
                async (decision, stop) =>
                {
                    if (Volatile.Read(ref ofService) is not null)
                        return;
                    try
                    {
                        outcomes.Add(await TellAsync(job, connection, decision, stop));
                        Interlocked.Exchange(ref failures, 0);
                    }
                    catch (OutboundException failure)
                    {
                        if (failure.IsOfService || failure.RetryAfter is not null)
                        {
                            // It is the archive's, and nothing of the notice: it waits for it with the others.
                            Volatile.Write(ref ofService, failure);
                            return;
                        }
                        outcomes.Add(new(decision, IsTaken: false, IsRefused: false, failure.Told));
                        if (Interlocked.Increment(ref failures) >= FailuresInRowMax)
                            Volatile.Write(ref ofService, failure);
                    }
                }
            );
        }
        finally
        {
            // Also of a run that is being stopped: what is known is noted.
            await InScopeAsync(job, s => s.Get<AcaNoticeWriter>().SettleAsync(outcomes, CancellationToken.None), CancellationToken.None);
        }
        if (ofService is not null)
            throw ofService;
    }

    private async Task<AcaOutcome> TellAsync(Job job, CallableConnection connection, AcaDecision decision, CancellationToken ct)
    {
        var answer = await client.TellAsync(connection, job.Organization, decision.Position!, decision.Body!, ct);
        return answer.Word switch
        {
            AcaWord.Taken => new(decision, IsTaken: true, IsRefused: false, null),
            AcaWord.Closed => new(decision, IsTaken: false, IsRefused: true, AcaJudge.Closed),
            _ => new(decision, IsTaken: false, IsRefused: true, answer.Why),
        };
    }

    private async Task<T> InScopeAsync<T>(Job job, Func<TenantScope, Task<T>> work, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(job.Organization, ct);
        var result = await work(scope);
        await scope.CommitAsync(ct);
        return result;
    }

    private Task InScopeAsync(Job job, Func<TenantScope, Task> work, CancellationToken ct) =>
        InScopeAsync<object?>(
            job,
            async scope =>
            {
                await work(scope);
                return null;
            },
            ct
        );
}
