using System.Security.Cryptography;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Api.Gateways.Fdr.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

public sealed record FlowsToFetch;

/// <summary>
/// Asks what is published, and fetches what is not here yet, one flow after the other. Each has a transaction of its own in which it is
/// taken and its place in the list settled, so that it may be killed anywhere. What cannot be fetched or taken waits with its reason and
/// the next one goes on; only where the service itself can't be used the rest waits with it.
/// </summary>
public sealed class FetchPublishedFlows(TenantScopes scopes, FdrClient client, TimeProvider clock) : IJobHandler
{
    /// <summary>So many flows one after the other that cannot be had, and it is the service. The next run begins with others.</summary>
    private const int FailuresInRowMax = 3;

    /// <summary>After so long others have their turn; the rest is fetched a minute later.</summary>
    private static readonly TimeSpan RunMax = TimeSpan.FromMinutes(3);

    /// <summary>Between two calls, where something is to be tried again.</summary>
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMinutes(1);

    public static string Kind => "published-flows.fetch";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var began = clock.GetUtcNow();
        if (
            await scopes.RunAsync(job.Organization, s => s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Fdr, ct), ct)
            is not { } connection
        )
            return;
        try
        {
            var listed = await client.ListAsync(connection, job.Organization, ct);
            var lacking = await scopes.RunAsync(job.Organization, s => s.Get<PublishedFlowWriter>().ListedAsync(listed, began, ct), ct);
            await FetchAllAsync(job, connection, began, ct);
            if (lacking is not null)
                throw OutboundException.Unreadable(
                    new Uri(connection.BaseUrl).Authority,
                    PublishedFlowsTexts.ListLacks.With(lacking.Missing, lacking.Known)
                );
        }
        catch (OutboundException failure)
        {
            await scopes.RunAsync(job.Organization, s => s.Get<ConnectionCalls>().NoteFailureAsync(connection, began, failure, ct), ct);
            return;
        }
        await scopes.RunAsync(
            job.Organization,
            async s =>
            {
                var next = await s.Get<PublishedFlowWriter>().NextAttemptAsync(ct) - clock.GetUtcNow();
                var interval = next < FdrWork.BetweenCalls ? next.Value : FdrWork.BetweenCalls;
                await s.Get<ConnectionCalls>().NoteSuccessAsync(connection, began, interval > IntervalMin ? interval : IntervalMin, ct);
            },
            ct
        );
    }

    private async Task FetchAllAsync(Job job, CallableConnection connection, DateTimeOffset began, CancellationToken ct)
    {
        var failures = 0;
        while (clock.GetUtcNow() - began < RunMax && await NextAsync(job, connection, ct) is { } flow)
            try
            {
                var file = await client.FetchAsync(connection, job.Organization, flow.Listed, ct);
                await TakeAsync(job, flow, file, ct);
                failures = 0;
            }
            catch (OutboundException failure)
            {
                // It waits for its turn behind the others, whoever's failure it is: first again, it would hold them up for ever.
                await scopes.RunAsync(job.Organization, s => s.Get<PublishedFlowWriter>().FailedAsync(flow, failure.Told, ct), ct);
                if (failure.IsOfService || failure.RetryAfter is not null || ++failures == FailuresInRowMax)
                    throw;
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // The job tells of it and is run again: with the others.
                await scopes.RunAsync(job.Organization, s => s.Get<PublishedFlowWriter>().PostponedAsync(flow, ct), ct);
                throw;
            }
    }

    /// <summary>Null where none waits, and where somebody has paused, changed or removed the connection meanwhile.</summary>
    private Task<FlowToFetch?> NextAsync(Job job, CallableConnection connection, CancellationToken ct) =>
        scopes.RunAsync(
            job.Organization,
            async s =>
                await s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Fdr, ct) is { } now && now.IsAs(connection)
                    ? await s.Get<PublishedFlowWriter>().NextAsync(ct)
                    : null,
            ct
        );

    private async Task TakeAsync(Job job, FlowToFetch flow, byte[] file, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(job.Organization, ct);
        var name = $"{flow.Listed.FlussoId}.json";
        var taken = await scope.Get<RendicontazioneIntakeHandler>().TakeAsync(file, "fdr", ct, name, isRevision: flow.IsRevision);
        if (taken.Error is { } refusal)
        {
            // What the refusal left of its transaction is not committed: the refused file is kept by another one.
            await scope.DisposeAsync();
            var reason = ReasonOf(refusal);
            await scopes.RunAsync(
                job.Organization,
                s => s.Get<PublishedFlowWriter>().RefusedAsync(flow, reason, SHA256.HashData(file), ct),
                ct
            );
            return;
        }
        await scope.Get<PublishedFlowWriter>().FetchedAsync(flow, taken.Value!.Value, ct);
        await scope.CommitAsync(ct);
    }

    private static Failure ReasonOf(ApiError refusal) =>
        new()
        {
            Code = refusal.Code,
            Message = refusal.Fields is [var only] ? only.Message : refusal.Detail,
            Remedy = PublishedFlowsTexts.LookAtRefused,
        };
}
