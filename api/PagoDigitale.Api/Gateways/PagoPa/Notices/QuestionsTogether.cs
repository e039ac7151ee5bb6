using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Answers all questions that wait at a moment at once. A question alone costs two round trips, a transaction and the beginnings of its
/// statements, many times what it costs to look for one notice more and to write one entry more. Nobody waits for others to come: a
/// question finds its lane free and goes, or goes with all that came meanwhile. They wait for no lock, so no tenant holds others up, and
/// there is no turnstile before them: what would have to wait before it marks its notice goes by itself (<see cref="NoticeLookup"/>).
///
/// An organization has one lane: what lengthens the chain of its activity log comes one after the other and finds it free.
/// </summary>
public sealed class QuestionsTogether(QuestionRound round, TimeProvider clock, ILogger<QuestionsTogether> log)
{
    private const int TogetherMax = 64;
    private const int WaitingMax = 4_096;
    private const int StatementSeconds = 5;

    /// <summary>The node gives up by itself: what waits longer answers nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The database, rather than a question, when a failure takes so long to show.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(2);

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, PoolSizes.QuestionLanes).Select(_ => new Lane())];

    private sealed class Lane
    {
        public Lock Gate { get; } = new();

        public Queue<Waiting> Waiting { get; } = [];

        public bool IsBusy { get; set; }

        public int Count
        {
            get
            {
                lock (Gate)
                    return Waiting.Count;
            }
        }
    }

    private sealed class Waiting(NoticeQuestion question)
    {
        private int _state;

        public NoticeQuestion Question => question;

        /// <summary>Goes on with the call at once: only <see cref="Tell"/> sets it.</summary>
        public TaskCompletionSource<QuestionOutcome> Outcome { get; } = new();

        public bool TryTake() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, 2, 0) == 0;
    }

    /// <summary>The answer is noted; null when the position of the notice is held by somebody, who has to be waited for.</summary>
    public async Task<NodeAnswer?> AnswerAsync(NoticeQuestion question, CancellationToken ct)
    {
        var lane = _lanes[(uint)question.Organization.GetHashCode(StringComparison.Ordinal) % _lanes.Length];
        var waiting = new Waiting(question);
        bool isFree;
        lock (lane.Gate)
        {
            if (lane.Waiting.Count >= WaitingMax)
                throw new TimeoutException("Too many questions of the node wait to be answered.");
            lane.Waiting.Enqueue(waiting);
            isFree = !lane.IsBusy;
            lane.IsBusy = true;
        }
        if (isFree)
            // It outlives this call, and what it does for others is not this call's to be traced as.
            using (ExecutionContext.SuppressFlow())
                _ = GoOnAsync(lane);
        QuestionOutcome outcome;
        try
        {
            outcome = await waiting.Outcome.Task.WaitAsync(Patience, clock, ct);
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException && !waiting.TryWithdraw())
        {
            // It is being answered at this moment: how that ends is known soon.
            outcome = await waiting.Outcome.Task;
        }
        return outcome.IsHeld ? null : outcome.AnswerOrThrow();
    }

    /// <summary>Ends when nobody waits. Whatever fails is told to those who asked.</summary>
    private async Task GoOnAsync(Lane lane)
    {
        while (true)
        {
            await GatherAsync(lane);
            var together = Take(lane);
            if (together.Count == 0)
                return;
            var started = clock.GetTimestamp();
            try
            {
                await AnswerAsync(together);
            }
            catch (Exception error) when (together.Count > 1 && clock.GetElapsedTime(started) < Hanging)
            {
                log.LogWarning("Questions of the node are answered one by one ({Reason})", error.GetBaseException().Message);
                await AnswerOneByOneAsync(together, started);
            }
            catch (Exception error)
            {
                Tell(together, error);
            }
        }
    }

    /// <summary>
    /// What was answered together comes again together: whoever is ready to run goes first, as long as that brings more. Where nothing
    /// is ready this takes no time.
    /// </summary>
    private static async Task GatherAsync(Lane lane)
    {
        int before,
            now = lane.Count;
        do
        {
            before = now;
            await Task.Yield();
            now = lane.Count;
        } while (now > before && now < TogetherMax);
    }

    private static List<Waiting> Take(Lane lane)
    {
        var together = new List<Waiting>();
        lock (lane.Gate)
        {
            while (together.Count < TogetherMax && lane.Waiting.TryDequeue(out var one))
                if (one.TryTake())
                    together.Add(one);
            lane.IsBusy = together.Count > 0;
        }
        return together;
    }

    /// <summary>The failure of one is not that of the others; but what hangs would hang for each of them.</summary>
    private async Task AnswerOneByOneAsync(List<Waiting> together, long started)
    {
        for (var i = 0; i < together.Count; i++)
            try
            {
                await AnswerAsync([together[i]]);
            }
            catch (Exception error) when (clock.GetElapsedTime(started) < Hanging)
            {
                Tell([together[i]], error);
            }
            catch (Exception error)
            {
                Tell(together[i..], error);
                return;
            }
    }

    private async Task AnswerAsync(List<Waiting> together)
    {
        var outcomes = await round.AnswerAsync(
            [.. together.Select(w => w.Question)],
            waits: false,
            StatementSeconds,
            CancellationToken.None
        );
        Tell(together, outcomes);
    }

    private static void Tell(List<Waiting> together, Exception error) =>
        Tell(together, [.. together.Select(_ => new QuestionOutcome(null, error))]);

    /// <summary>
    /// By one other thread, one after the other: to wake one for each costs more than what is left to be done, and the lane goes on.
    /// </summary>
    private static void Tell(List<Waiting> together, QuestionOutcome[] outcomes) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static told =>
            {
                for (var i = 0; i < told.together.Count; i++)
                    told.together[i].Outcome.TrySetResult(told.outcomes[i]);
            },
            (together, outcomes),
            preferLocal: false
        );
}
