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
    /// <summary>So many notices one after the other that cannot be told, each for the first time, and it is the archive.</summary>
    private const int FailuresInRowMax = 5;

    /// <summary>At a time: a call takes a tenth of a second, and a year's fees are a million notices.</summary>
    private const int CallsMax = 16;

    /// <summary>After so long others have their turn; the rest is told by the next run.</summary>
    private static readonly TimeSpan RunMax = TimeSpan.FromMinutes(3);

    /// <summary>However often the archive failed: what is paid elsewhere can be paid there again until it hears of it.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(5);

    public static string Kind => "aca-notices.load";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var (began, run) = (clock.GetUtcNow(), new Run(Guid.CreateVersion7(clock.GetUtcNow())));
        if (await IsMissingAsync(job, ct))
            return;
        var connection = await scopes.RunAsync(job.Organization, s => s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Aca, ct), ct);
        while (!run.IsStopped && clock.GetUtcNow() - began < RunMax && await NextAsync(job, connection, run, ct) is { } batch)
            if (batch.Count > 0)
                await TellAsync(job, connection!, run, batch, ct);
        if (connection is { IsDue: true })
            await scopes.RunAsync(job.Organization, s => NoteAsync(s.Get<ConnectionCalls>(), connection, run, began, ct), ct);
    }

    /// <summary>
    /// It works where it said anything of a notice; one that failed before and fails again says nothing of the archive, good or bad.
    /// </summary>
    private static Task NoteAsync(
        ConnectionCalls calls,
        CallableConnection connection,
        Run run,
        DateTimeOffset began,
        CancellationToken ct
    ) =>
        run.Failure is { } failure ? calls.NoteFailureAsync(connection, began, failure, ct, PauseMax)
        : run.HasAnswers ? calls.NoteSuccessAsync(connection, began, AcaWork.BetweenCalls, ct)
        : run.FirstFailure is { } first ? calls.NoteFailureAsync(connection, began, first, ct, PauseMax)
        : calls.NoteIdleAsync(connection, began, AcaWork.BetweenCalls, ct);

    /// <summary>Then nobody is told of what changed.</summary>
    private Task<bool> IsMissingAsync(Job job, CancellationToken ct) =>
        scopes.RunAsync(
            job.Organization,
            async s =>
            {
                if (await s.Get<ConnectionCalls>().RefuseCallAsync(ConnectionCode.Aca, ct) is not { Code: "connection-missing" })
                    return false;
                await s.Get<AcaBatches>().ForgetAsync(ct);
                return true;
            },
            ct
        );

    /// <summary>
    /// Where the connection is paused, or waits after a failure, what has changed is put on record and nobody is called; neither where
    /// somebody has changed it meanwhile.
    /// </summary>
    private Task<List<AcaDecision>?> NextAsync(Job job, CallableConnection? connection, Run run, CancellationToken ct) =>
        scopes.RunAsync(
            job.Organization,
            async s =>
            {
                var now = await s.Get<ConnectionCalls>().FindAsync(ConnectionCode.Aca, ct);
                return await s.Get<AcaBatches>()
                    .NextAsync(run.Id, mayCall: connection is { IsDue: true } && now?.IsAs(connection) == true, ct);
            },
            ct
        );

    private async Task TellAsync(Job job, CallableConnection connection, Run run, List<AcaDecision> batch, CancellationToken ct)
    {
        var (outcomes, exchanges) = (new ConcurrentBag<AcaOutcome>(), new ExchangeBatch());
        try
        {
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = ct },
                async (decision, stop) =>
                {
                    if (run.IsStopped)
                        return;
                    try
                    {
                        outcomes.Add(await TellAsync(job, connection, decision, exchanges, stop));
                        run.Answered();
                    }
                    catch (OutboundException failure)
                    {
                        // The archive's, and nothing of the notice: it waits for it with the others.
                        if (failure.IsOfService || failure.RetryAfter is not null)
                        {
                            run.Failure = failure;
                            return;
                        }
                        outcomes.Add(new(decision, Word: null, failure.Told));
                        if (decision.Record.Attempts == 0)
                            run.Failed(failure, FailuresInRowMax);
                    }
                }
            );
        }
        finally
        {
            // Also of a run that is being stopped: what is known is noted.
            await scopes.RunAsync(
                job.Organization,
                async s =>
                {
                    await Exchanges.KeepAsync(s.Session, exchanges);
                    await s.Get<AcaNoticeWriter>().SettleAsync(outcomes, run.Id, CancellationToken.None);
                },
                CancellationToken.None
            );
        }
    }

    private async Task<AcaOutcome> TellAsync(
        Job job,
        CallableConnection connection,
        AcaDecision decision,
        ExchangeBatch exchanges,
        CancellationToken ct
    )
    {
        var answer = await client.TellAsync(connection, job.Organization, decision.Position!, decision.Body!, exchanges, ct);
        return new(decision, answer.Word, answer.Why);
    }

    /// <summary>What a run has learned of the archive.</summary>
    private sealed class Run(Guid id)
    {
        private volatile OutboundException? _failure;
        private volatile OutboundException? _firstFailure;
        private volatile bool _hasAnswers;
        private volatile bool _isStopped;
        private int _inRow;

        public Guid Id { get; } = id;

        /// <summary>Why nobody can be told now.</summary>
        public OutboundException? Failure
        {
            get => _failure;
            set => _failure = value;
        }

        /// <summary>Of a notice that had not failed before.</summary>
        public OutboundException? FirstFailure => _firstFailure;

        /// <summary>Whoever waits has his turn in the next one.</summary>
        public bool IsStopped => _isStopped || _failure is not null;

        public bool HasAnswers => _hasAnswers;

        public void Answered()
        {
            _hasAnswers = true;
            Interlocked.Exchange(ref _inRow, 0);
        }

        public void Failed(OutboundException failure, int inRowMax)
        {
            _firstFailure = failure;
            if (Interlocked.Increment(ref _inRow) >= inRowMax)
                _isStopped = true;
        }
    }
}
