using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>What is asked, of whom, by which station.</summary>
public sealed record NoticeQuestion(string Organization, string Station, string NoticeNumber)
{
    /// <summary>Also marks its payment as in progress, if it can be paid.</summary>
    public PaymentMark? Mark { get; init; }
}

/// <param name="Facts">Null when the organization is not ours.</param>
/// <param name="IsHeld">Somebody is changing the position: the notice was not marked, and what was read of it says nothing.</param>
public sealed record NoticeReading(NoticeFacts? Facts, bool IsHeld = false);

/// <summary>
/// Reads for all questions that wait at a moment at once. A question alone costs its round trip and the beginning of a join of six
/// tables, many times what it costs to look for one notice more. Nobody waits for others to come: a question finds a lane free and
/// goes, or goes with all that came meanwhile. They wait for no lock, so no tenant holds others up, and there is no
/// turnstile before them: what would have to wait before it marks its notice goes by itself (<see cref="NoticeLookup"/>).
/// </summary>
public sealed class QuestionsTogether(AppDataSource source, TimeProvider clock, ILogger<QuestionsTogether> log)
{
    private const int TogetherMax = 64;
    private const int WaitingMax = 4_096;
    private const int StatementSeconds = 5;

    /// <summary>The node gives up by itself: what waits longer answers nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = [];
    private int _lanes;

    private sealed record Waiting(NoticeQuestion Question)
    {
        public TaskCompletionSource<NoticeReading> Reading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Task<NoticeReading> ReadAsync(NoticeQuestion question, CancellationToken ct)
    {
        var waiting = new Waiting(question);
        bool isFree;
        lock (_gate)
        {
            if (_waiting.Count >= WaitingMax)
                throw new TimeoutException("Too many questions of the node wait to be read.");
            _waiting.Enqueue(waiting);
            isFree = _lanes < PoolSizes.QuestionLanes;
            if (isFree)
                _lanes++;
        }
        if (isFree)
            // It outlives this call, and what it does for others is not this call's to be traced as.
            using (ExecutionContext.SuppressFlow())
                _ = GoOnAsync();
        return waiting.Reading.Task.WaitAsync(Patience, clock, ct);
    }

    /// <summary>Ends when nobody waits. Whatever fails is told to those who asked.</summary>
    private async Task GoOnAsync()
    {
        // What was answered together comes again together: those that are here already go along.
        await Task.Yield();
        while (Take() is { Count: > 0 } together)
        {
            try
            {
                await AnswerAsync(together, CancellationToken.None);
            }
            catch (Exception error) when (together.Count > 1)
            {
                log.LogWarning("Questions of the node are read one by one ({Reason})", error.GetBaseException().Message);
                foreach (var one in together)
                    await AnswerAloneAsync(one);
            }
            catch (Exception error)
            {
                together[0].Reading.TrySetException(error);
            }
        }
    }

    private List<Waiting> Take()
    {
        var together = new List<Waiting>();
        lock (_gate)
        {
            while (together.Count < TogetherMax && _waiting.TryDequeue(out var one))
                together.Add(one);
            if (together.Count == 0)
                _lanes--;
        }
        return together;
    }

    private async Task AnswerAloneAsync(Waiting one)
    {
        try
        {
            await AnswerAsync([one], CancellationToken.None);
        }
        catch (Exception error)
        {
            one.Reading.TrySetException(error);
        }
    }

    private async Task AnswerAsync(List<Waiting> together, CancellationToken ct)
    {
        var organizations = together.GroupBy(w => w.Question.Organization).Select(o => o.ToList()).ToList();
        await using var batch = source.Questions.CreateBatch();
        batch.Timeout = StatementSeconds;
        foreach (var asked in organizations)
            AddTo(batch, asked[0].Question.Organization, [.. asked.Select(w => w.Question)]);
        var answers = new List<NoticeReading[]>(organizations.Count);
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            foreach (var asked in organizations)
            {
                if (answers.Count > 0)
                    await reader.NextResultAsync(ct);
                answers.Add(await ReadAsync(reader, [.. asked.Select(w => w.Question)], ct));
            }
            // What failed after the last result would be lost otherwise.
            await reader.NextResultAsync(ct);
        }
        foreach (var (asked, readings) in organizations.Zip(answers))
            for (var i = 0; i < asked.Count; i++)
                asked[i].Reading.TrySetResult(readings[i]);
    }

    private static void AddTo(NpgsqlBatch batch, string organization, List<NoticeQuestion> questions)
    {
        var marks = questions.Select(q => q.Mark).OfType<PaymentMark>().ToList();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        if (marks.Count > 0)
            batch.BatchCommands.Add(PaymentInProgress.HoldFreeOf(organization, [.. marks.Select(m => m.NoticeNumber)]));
        batch.BatchCommands.Add(NoticeRows.ReadOf(organization, questions));
        if (marks.Count > 0)
            batch.BatchCommands.Add(PaymentInProgress.MarkOf(organization, marks, areHeld: true));
    }

    /// <summary>The results of what <see cref="AddTo"/> adds; the first is the tenant's name.</summary>
    private static async Task<NoticeReading[]> ReadAsync(NpgsqlDataReader reader, List<NoticeQuestion> questions, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        HashSet<string> free = [];
        if (questions.Exists(q => q.Mark is not null))
        {
            await reader.ReadAsync(ct);
            free.UnionWith(reader.GetString(0).Split(','));
            await reader.NextResultAsync(ct);
        }
        var facts = await NoticeRows.ReadAsync(reader, questions.Count, ct);
        return
        [
            .. questions.Zip(
                facts,
                (q, f) => new NoticeReading(f, q.Mark is not null && f?.Notice is not null && !free.Contains(q.NoticeNumber))
            ),
        ];
    }
}
