using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>What is asked, of whom, by which station.</summary>
public sealed record NoticeQuestion(string Organization, string Station, string NoticeNumber);

/// <summary>
/// Reads for all questions that wait at a moment at once. A question alone costs its round trip and the beginning of a join of six
/// tables, many times what it costs to look for one notice more. Nobody waits for others to come: a question finds a lane free and
/// goes, or goes with all that came meanwhile. They only read, so no lock of a tenant holds them up, and there is no
/// turnstile before them; what changes something (<see cref="NoticeLookup.ReadForPaymentAsync"/>) goes by itself.
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
        public TaskCompletionSource<NoticeFacts?> Facts { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Null when the organization is not ours.</summary>
    public Task<NoticeFacts?> ReadAsync(NoticeQuestion question, CancellationToken ct)
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
        return waiting.Facts.Task.WaitAsync(Patience, clock, ct);
    }

    /// <summary>Ends when nobody waits. Whatever fails is told to those who asked.</summary>
    private async Task GoOnAsync()
    {
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
                together[0].Facts.TrySetException(error);
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
            one.Facts.TrySetException(error);
        }
    }

    private async Task AnswerAsync(List<Waiting> together, CancellationToken ct)
    {
        var organizations = together.GroupBy(w => w.Question.Organization).Select(o => o.ToList()).ToList();
        await using var batch = source.Questions.CreateBatch();
        batch.Timeout = StatementSeconds;
        foreach (var asked in organizations)
            NoticeRows.AddTo(batch, asked[0].Question.Organization, [.. asked.Select(w => w.Question)]);
        var answers = new List<NoticeFacts?[]>(organizations.Count);
        await using (var reader = await batch.ExecuteReaderAsync(ct))
            foreach (var asked in organizations)
            {
                if (answers.Count > 0)
                    await reader.NextResultAsync(ct);
                answers.Add(await NoticeRows.ReadAsync(reader, asked.Count, ct));
            }
        foreach (var (asked, facts) in organizations.Zip(answers))
            for (var i = 0; i < asked.Count; i++)
                asked[i].Facts.TrySetResult(facts[i]);
    }
}
