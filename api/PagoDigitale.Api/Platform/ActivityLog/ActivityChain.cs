using System.Collections.Concurrent;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Secrets;

namespace PagoDigitale.Api.Platform.ActivityLog;

/// <summary>What one organization's chain gets in one batch: new entries, and those that came with a change and wait for their place.</summary>
public sealed record ChainAddition(string Organization, IReadOnlyList<ActivityEntry> Entries, bool SealsWaiting);

/// <summary>
/// Puts entries into the chains: a number without gaps, a hash over the entry and the hash before it, and the sealed head moved
/// on, in one transaction for any number of entries and organizations: of one round trip while the heads are where this
/// process left them, of two when they are not (another replica was here) or when entries wait for their place. A lock for each organization
/// orders replicas; taken in the order of names, two replicas never wait for each other in a circle.
/// </summary>
public sealed class ActivityChain(AppDataSource source, SecretBox secrets, ILogger<ActivityChain> log)
{
    public const int WaitingMax = 1_000;

    private const string NoWait = "SET LOCAL synchronous_commit = off";
    private const string Enter = "SELECT set_config('app.organization', $1, true), pg_advisory_xact_lock(hashtextextended('activity/' || $1, 0))::text";
    private const string Return = "SELECT set_config('app.organization', $1, true)";
    private const string ReadHead = "SELECT sequence, hash, seal FROM activity_heads WHERE organization_id = $1";

    private const string ReadWaiting = $"""
        SELECT activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, code, reason
        FROM activity_log WHERE organization_id = $1 AND sequence IS NULL ORDER BY activity_id LIMIT $2
        """;

    private const string Insert = """
        INSERT INTO activity_log (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, code,
            reason, sequence, previous_hash, hash)
        SELECT $1, n.* FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::text[], $10::text[], $11::text[],
            $12::text[], $13::text[], $14::bigint[], $15::bytea[], $16::bytea[]) AS n
        """;

    private const string Place = """
        UPDATE activity_log a SET sequence = s.sequence, previous_hash = s.previous_hash, hash = s.hash
        FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[]) AS s(activity_id, sequence, previous_hash, hash)
        WHERE a.organization_id = $1 AND a.activity_id = s.activity_id
        """;

    private const string MoveHead = """
        INSERT INTO activity_heads (organization_id, sequence, hash, seal) VALUES ($1, $2, $3, $4)
        ON CONFLICT (organization_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, seal = excluded.seal
        """;

    /// <summary>Fails, and everything with it, when the head is not the one that was expected.</summary>
    private const string MoveExpectedHead = """
        WITH moved AS (
            UPDATE activity_heads SET sequence = $2, hash = $3, seal = $4 WHERE organization_id = $1 AND sequence = $5 AND seal = $6 RETURNING 1)
        SELECT 1 / count(*) FROM moved
        """;

    private const string ReadLast = "SELECT sequence, hash FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1";

    private const int KnownMax = 10_000;

    /// <summary>Where this process left the heads; a guess, looked at again at every use.</summary>
    private readonly ConcurrentDictionary<string, (ActivityHead Head, byte[] Seal)> _known = new();

    private sealed record Link(ActivityEntry Entry, long Sequence, byte[] PreviousHash, byte[] Hash);

    private sealed record Found(ActivityHead? Head, byte[] Seal, List<ActivityEntry> Waiting);

    /// <param name="additions">Each organization once.</param>
    /// <param name="waitsForDisk">False where losing the last half second to a crash of the database server is harmless.</param>
    /// <returns>How many entries got their place.</returns>
    public async Task<int> AppendAsync(IReadOnlyList<ChainAddition> additions, bool waitsForDisk, CancellationToken ct)
    {
        var ordered = additions.OrderBy(a => a.Organization, StringComparer.Ordinal).ToList();
        return ordered.All(a => !a.SealsWaiting && _known.ContainsKey(a.Organization)) && await AppendToKnownAsync(ordered, waitsForDisk, ct) is { } appended
            ? appended
            : await AppendToFoundAsync(ordered, waitsForDisk, ct);
    }

    /// <summary>Null when a head was not where this process had left it: nothing is written then.</summary>
    private async Task<int?> AppendToKnownAsync(List<ChainAddition> ordered, bool waitsForDisk, CancellationToken ct)
    {
        await using var connection = await source.Journal.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("BEGIN"));
        if (!waitsForDisk)
            batch.BatchCommands.Add(new(NoWait));
        var moved = new List<(string Organization, ActivityHead Head, byte[] Seal)>();
        foreach (var addition in ordered)
        {
            if (!_known.TryGetValue(addition.Organization, out var known))
                return null;
            var links = LinksOf([.. addition.Entries], known.Head);
            var head = new ActivityHead(links[^1].Sequence, links[^1].Hash);
            var seal = head.Seal(addition.Organization, secrets);
            batch.BatchCommands.Add(Command(Enter, addition.Organization));
            batch.BatchCommands.Add(Command(MoveExpectedHead, addition.Organization, head.Sequence, head.Hash, seal, known.Head.Sequence, known.Seal));
            batch.BatchCommands.Add(InsertOf(addition.Organization, links));
            moved.Add((addition.Organization, head, seal));
        }
        batch.BatchCommands.Add(new("COMMIT"));
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException unexpected) when (unexpected.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return null;
        }
        Remember(moved);
        return ordered.Sum(a => a.Entries.Count);
    }

    private async Task<int> AppendToFoundAsync(List<ChainAddition> ordered, bool waitsForDisk, CancellationToken ct)
    {
        await using var connection = await source.Journal.OpenConnectionAsync(ct);
        var found = await EnterAsync(connection, ordered, waitsForDisk, ct);
        await using var batch = new NpgsqlBatch(connection);
        var count = 0;
        var moved = new List<(string Organization, ActivityHead Head, byte[] Seal)>();
        for (var i = 0; i < ordered.Count; i++)
        {
            var (addition, start) = (ordered[i], await StartOfAsync(connection, ordered[i].Organization, found[i], ct));
            var waiting = found[i].Waiting;
            var links = LinksOf([.. waiting, .. addition.Entries], start);
            if (links.Count == 0)
                continue;
            count += links.Count;
            batch.BatchCommands.Add(Command(Return, addition.Organization));
            if (waiting.Count > 0)
                batch.BatchCommands.Add(PlaceOf(addition.Organization, links[..waiting.Count]));
            if (addition.Entries.Count > 0)
                batch.BatchCommands.Add(InsertOf(addition.Organization, links[waiting.Count..]));
            var head = new ActivityHead(links[^1].Sequence, links[^1].Hash);
            var seal = head.Seal(addition.Organization, secrets);
            batch.BatchCommands.Add(Command(MoveHead, addition.Organization, head.Sequence, head.Hash, seal));
            moved.Add((addition.Organization, head, seal));
        }
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
        Remember(moved);
        return count;
    }

    private void Remember(List<(string Organization, ActivityHead Head, byte[] Seal)> moved)
    {
        if (_known.Count > KnownMax)
            _known.Clear();
        foreach (var (organization, head, seal) in moved)
            _known[organization] = (head, seal);
    }

    /// <summary>Seals the end of chains from before there were heads: only the start that brought the heads does this.</summary>
    public async Task AnchorAsync(IEnumerable<string> organizations, CancellationToken ct)
    {
        foreach (var organization in organizations)
        {
            await using var connection = await source.Journal.OpenConnectionAsync(ct);
            var found = await EnterAsync(connection, [new(organization, [], SealsWaiting: false)], waitsForDisk: true, ct);
            await using var batch = new NpgsqlBatch(connection);
            if (found[0].Head is null && await ReadLastAsync(connection, organization, ct) is { } last)
            {
                batch.BatchCommands.Add(Command(Return, organization));
                batch.BatchCommands.Add(Command(MoveHead, organization, last.Sequence, last.Hash, last.Seal(organization, secrets)));
            }
            batch.BatchCommands.Add(new("COMMIT"));
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<Found>> EnterAsync(NpgsqlConnection connection, List<ChainAddition> additions, bool waitsForDisk, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("BEGIN"));
        if (!waitsForDisk)
            batch.BatchCommands.Add(new(NoWait));
        foreach (var addition in additions)
        {
            batch.BatchCommands.Add(Command(Enter, addition.Organization));
            batch.BatchCommands.Add(Command(ReadHead, addition.Organization));
            if (addition.SealsWaiting)
                batch.BatchCommands.Add(Command(ReadWaiting, addition.Organization, WaitingMax));
        }
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var found = new List<Found>();
        foreach (var addition in additions)
        {
            if (found.Count > 0)
                await reader.NextResultAsync(ct);
            await reader.NextResultAsync(ct);
            var (head, seal) = await reader.ReadAsync(ct) ? (new ActivityHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)), reader.GetFieldValue<byte[]>(2)) : (null, []);
            var waiting = new List<ActivityEntry>();
            if (addition.SealsWaiting)
            {
                await reader.NextResultAsync(ct);
                while (await reader.ReadAsync(ct))
                    waiting.Add(EntryOf(addition.Organization, reader));
            }
            found.Add(new(head, seal, waiting));
        }
        return found;
    }

    private async Task<ActivityHead> StartOfAsync(NpgsqlConnection connection, string organization, Found found, CancellationToken ct)
    {
        if (found.Head is { } head)
        {
            if (head.IsSealedBy(found.Seal, organization, secrets))
                return head;
            log.LogError("The head of the activity log of {Organization} is not sealed with this application's key; the log goes on after a gap", organization);
            return head.AfterBreak();
        }
        if (await ReadLastAsync(connection, organization, ct) is not { } last)
            return ActivityHead.Empty;
        log.LogError("The activity log of {Organization} has lost its head; it goes on after a gap", organization);
        return last.AfterBreak();
    }

    private static async Task<ActivityHead?> ReadLastAsync(NpgsqlConnection connection, string organization, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Command(Return, organization), Command(ReadLast, organization) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    private static List<Link> LinksOf(List<ActivityEntry> entries, ActivityHead start)
    {
        var links = new List<Link>(entries.Count);
        var (sequence, previous) = (start.Sequence, start.Hash);
        foreach (var entry in entries)
        {
            var hash = ActivityHead.HashOf(previous, ++sequence, entry);
            links.Add(new(entry, sequence, previous, hash));
            previous = hash;
        }
        return links;
    }

    private static NpgsqlBatchCommand PlaceOf(string organization, List<Link> links) => Command(Place, organization,
        links.Select(l => l.Entry.Id).ToArray(), links.Select(l => l.Sequence).ToArray(), links.Select(l => l.PreviousHash).ToArray(), links.Select(l => l.Hash).ToArray());

    private static NpgsqlBatchCommand InsertOf(string organization, List<Link> links) => Command(Insert, organization,
        links.Select(l => l.Entry.Id).ToArray(), links.Select(l => l.Entry.OccurredAt).ToArray(), links.Select(l => l.Entry.ClientId).ToArray(),
        links.Select(l => l.Entry.OperationId).ToArray(), links.Select(l => l.Entry.Method).ToArray(), links.Select(l => l.Entry.Path).ToArray(),
        links.Select(l => (short)l.Entry.Status).ToArray(), links.Select(l => l.Entry.Outcome).ToArray(), links.Select(l => l.Entry.TraceId).ToArray(),
        links.Select(l => l.Entry.Resource).ToArray(), links.Select(l => l.Entry.Code).ToArray(), links.Select(l => l.Entry.Reason).ToArray(),
        links.Select(l => l.Sequence).ToArray(), links.Select(l => l.PreviousHash).ToArray(), links.Select(l => l.Hash).ToArray());

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static ActivityEntry EntryOf(string organization, NpgsqlDataReader r) => new(
        organization, r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5),
        r.GetInt16(6), r.GetString(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetString(9), r.IsDBNull(10) ? null : r.GetString(10),
        r.IsDBNull(11) ? null : r.GetString(11));
}
