using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Questions answered in one transaction of two round trips, whatever their number: all are read; those whose data are told are marked as
/// being paid; envelopes and entries of the activity log are written, with their places where the chain is free, and committed.
/// Mark and entry are there together or not at all. Where marks were made the commit waits for the disk, otherwise not (decision 0009).
/// </summary>
public sealed class QuestionRound(AppDataSource source, ActivityEntries activity, KnownHeads heads)
{
    private const string Tenant = "SELECT set_config('app.organization', $1, true)";
    private const string TenantWithoutWaiting =
        "SELECT set_config('app.organization', $1, true), set_config('synchronous_commit', 'off', true)";

    /// <param name="waits">For who holds the position of the first one, the only one then.</param>
    /// <param name="timeoutSeconds">Of each round trip.</param>
    /// <returns>Of each question, in their order.</returns>
    public async Task<QuestionOutcome[]> AnswerAsync(
        IReadOnlyList<NoticeQuestion> questions,
        bool waits,
        int timeoutSeconds,
        CancellationToken ct
    )
    {
        var parts = PartsOf(questions);
        var outcomes = new QuestionOutcome[questions.Count];
        await using var connection = await source.Questions.OpenConnectionAsync(ct);
        await ReadAsync(connection, parts, waits, timeoutSeconds, ct);
        foreach (var part in parts)
            Answer(part, outcomes);
        // Whoever hung up meanwhile is answered all the same: whether the commit was broken off nobody could say.
        await WriteAsync(connection, parts, timeoutSeconds, CancellationToken.None);
        foreach (var part in parts)
        foreach (var (place, answer) in part.Answered)
            outcomes[place] = new(answer with { IsNoted = true, IsPlaced = part.IsPlaced });
        return outcomes;
    }

    /// <summary>The questions about one organization.</summary>
    private sealed class Part(string organization)
    {
        public string Organization => organization;

        public List<NoticeQuestion> Questions { get; } = [];

        /// <summary>Where each stands among all that are answered.</summary>
        public List<int> Places { get; } = [];

        public NoticeFacts?[] Facts { get; set; } = [];

        /// <summary>Notices that may be marked: nobody else holds their positions.</summary>
        public HashSet<string> Free { get; } = [];

        public List<(int Place, NodeAnswer Answer)> Answered { get; } = [];

        public List<PaymentMark> Marks { get; } = [];

        public ActivityNotes? Notes { get; set; }

        public bool IsPlaced { get; set; }

        public string[] ToHold => [.. Questions.Where(q => q.InProgressUntil is not null).Select(q => q.NoticeNumber)];
    }

    private static List<Part> PartsOf(IReadOnlyList<NoticeQuestion> questions)
    {
        var parts = new List<Part>();
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            var part = parts.Find(p => p.Organization == question.Organization);
            if (part is null)
                parts.Add(part = new(question.Organization));
            part.Questions.Add(question);
            part.Places.Add(i);
        }
        return parts;
    }

    private static async Task ReadAsync(NpgsqlConnection connection, List<Part> parts, bool waits, int timeoutSeconds, CancellationToken ct)
    {
        var mayMark = parts.Exists(p => p.ToHold.Length > 0);
        await using var batch = new NpgsqlBatch(connection) { Timeout = timeoutSeconds };
        batch.BatchCommands.Add(new("BEGIN"));
        foreach (var part in parts)
        {
            batch.BatchCommands.Add(As(part.Organization, mayMark ? Tenant : TenantWithoutWaiting));
            if (part.ToHold is { Length: > 0 } toHold)
                batch.BatchCommands.Add(PaymentInProgress.HoldOf(part.Organization, toHold, waits));
            batch.BatchCommands.Add(NoticeRows.ReadOf(part.Organization, part.Questions));
        }
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            // Behind the tenant's name.
            if (i > 0)
                await reader.NextResultAsync(ct);
            await reader.NextResultAsync(ct);
            if (part.ToHold.Length > 0)
            {
                while (await reader.ReadAsync(ct))
                    part.Free.Add(reader.GetString(0));
                await reader.NextResultAsync(ct);
            }
            part.Facts = await NoticeRows.ReadAsync(reader, part.Questions.Count, ct);
        }
        // What failed after the last result would be lost otherwise.
        await reader.NextResultAsync(ct);
    }

    private static void Answer(Part part, QuestionOutcome[] outcomes)
    {
        var (entries, messages) = (new List<ActivityEntry>(), new List<InboundMessage>());
        for (var i = 0; i < part.Questions.Count; i++)
        {
            var (place, question, facts) = (part.Places[i], part.Questions[i], part.Facts[i]);
            if (question.InProgressUntil is not null && facts?.Notice is not null && !part.Free.Contains(question.NoticeNumber))
                continue;
            try
            {
                if (facts is null)
                {
                    outcomes[place] = new(question.AnswerOf(null));
                    continue;
                }
                var message = question.Call.Keep(question.Message, part.Organization);
                var answer = question.AnswerOf(facts);
                // What cannot be told must not be noted as told.
                _ = answer.Bytes;
                entries.Add(question.Call.EntryOf!(answer));
                messages.Add(message);
                part.Answered.Add((place, answer));
                if (answer.Response is GetPaymentResponse && question.InProgressUntil is { } until)
                    part.Marks.Add(new(question.NoticeNumber, until));
            }
            catch (Exception failure)
            {
                outcomes[place] = new(null, failure);
            }
        }
        if (part.Answered.Count > 0)
            part.Notes = new(part.Organization, entries, messages);
    }

    private async Task WriteAsync(NpgsqlConnection connection, List<Part> parts, int timeoutSeconds, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = timeoutSeconds };
        var written = new List<(Part Part, SealedHead? Moved)>();
        var isMarked = parts.Exists(p => p.Marks.Count > 0);
        // Several take turns; and what could have been marked and was not waits for no disk either.
        var isNamed = parts.Count > 1 || (!isMarked && parts.Exists(p => p.ToHold.Length > 0));
        foreach (var part in parts)
        {
            if (part.Notes is not { } notes)
                continue;
            if (isNamed)
                batch.BatchCommands.Add(As(part.Organization, isMarked ? Tenant : TenantWithoutWaiting));
            if (part.Marks.Count > 0)
                batch.BatchCommands.Add(PaymentInProgress.MarkOf(part.Organization, part.Marks));
            written.Add((part, activity.AddTo(batch, notes)));
        }
        batch.BatchCommands.Add(new("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 0; i < written.Count; i++)
        {
            var (part, moved) = written[i];
            if (isNamed)
                await reader.NextResultAsync(ct);
            if (moved is null)
                continue;
            part.IsPlaced = await reader.ReadAsync(ct) && reader.GetBoolean(0);
            await reader.NextResultAsync(ct);
        }
        while (await reader.NextResultAsync(ct)) { }
        foreach (var (part, moved) in written)
            if (part.IsPlaced)
                heads.Remember(part.Organization, moved!);
    }

    private static NpgsqlBatchCommand As(string organization, string sql) =>
        new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = organization } } };
}
