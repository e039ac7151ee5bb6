using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Secrets;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>What came of giving entries their place.</summary>
/// <param name="Count">How many got it.</param>
/// <param name="Held">Whose chain somebody else is at: nothing was done there.</param>
/// <param name="Unfinished">Who has perhaps more entries waiting.</param>
public sealed record Placement(int Count, IReadOnlyList<string> Held, IReadOnlyList<string> Unfinished);

/// <summary>
/// Gives waiting entries their place in the chain: a number without gaps, a hash over the entry and the hash before it, and the sealed
/// head moved on, in one transaction for any number of organizations. An advisory lock and the lock of the head's row keep others out;
/// where somebody else has one of them this one goes on with the next organization: a chain that is held is its own matter.
/// </summary>
public sealed class ActivityChain(AppDataSource source, SecretBox secrets, KnownHeads heads, ILogger<ActivityChain> log)
{
    public const int WaitingMax = 1_000;

    private const string Return = "SELECT set_config('app.organization', $1, true)";

    /// <summary>Alone at the chain, or not: also where there is no head yet to be locked.</summary>
    private const string Enter = """
        SELECT pg_try_advisory_xact_lock(hashtextextended('activity/' || $1, 0)), EXISTS (SELECT FROM activity_heads
            WHERE organization_id = $1)
        FROM set_config('app.organization', $1, true)
        """;

    private const string ReadHead = "SELECT sequence, hash, seal FROM activity_heads WHERE organization_id = $1 FOR UPDATE SKIP LOCKED";

    private const string ReadWaiting = $"""
        SELECT {ActivityEntry.Columns}
        FROM activity_log WHERE organization_id = $1 AND sequence IS NULL ORDER BY activity_id LIMIT $2
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

    private const string ReadLast =
        "SELECT sequence, hash FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1";

    private sealed record Found(string Organization, bool IsHeld, SealedHead? Head, List<ActivityEntry> Waiting);

    public async Task<Placement> PlaceAsync(IReadOnlyList<string> organizations, CancellationToken ct)
    {
        await using var connection = await source.Journal.OpenConnectionAsync(ct);
        var found = await EnterAsync(connection, organizations, ct);
        await using var batch = new NpgsqlBatch(connection);
        var moved = new List<(string Organization, SealedHead Head)>();
        foreach (var one in found.Where(f => !f.IsHeld))
        {
            if (one.Waiting.Count == 0)
                continue;
            var start = await StartOfAsync(connection, one, ct);
            var links = ActivityLink.After(start, one.Waiting);
            var head = new ActivityHead(links[^1].Sequence, links[^1].Hash);
            var seal = head.Seal(one.Organization, secrets);
            batch.BatchCommands.Add(Command(Return, one.Organization));
            batch.BatchCommands.Add(PlaceOf(one.Organization, links));
            batch.BatchCommands.Add(Command(MoveHead, one.Organization, head.Sequence, head.Hash, seal));
            moved.Add((one.Organization, new(head, seal)));
        }
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
        foreach (var (organization, head) in moved)
            heads.Remember(organization, head);
        return new(
            found.Where(f => !f.IsHeld).Sum(f => f.Waiting.Count),
            [.. found.Where(f => f.IsHeld).Select(f => f.Organization)],
            [.. found.Where(f => !f.IsHeld && f.Waiting.Count == WaitingMax).Select(f => f.Organization)]
        );
    }

    /// <summary>Seals the end of chains from before there were heads: only the start that brought the heads does this.</summary>
    public async Task AnchorAsync(IEnumerable<string> organizations, CancellationToken ct)
    {
        foreach (var organization in organizations)
        {
            await using var connection = await source.Journal.OpenConnectionAsync(ct);
            var found = (await EnterAsync(connection, [organization], ct)).Single();
            await using var batch = new NpgsqlBatch(connection);
            if (found is { IsHeld: false, Head: null } && await ReadLastAsync(connection, organization, ct) is { } last)
            {
                batch.BatchCommands.Add(Command(Return, organization));
                batch.BatchCommands.Add(Command(MoveHead, organization, last.Sequence, last.Hash, last.Seal(organization, secrets)));
            }
            batch.BatchCommands.Add(new("COMMIT"));
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<Found>> EnterAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> organizations,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("BEGIN"));
        foreach (var organization in organizations)
        {
            batch.BatchCommands.Add(Command(Enter, organization));
            batch.BatchCommands.Add(Command(ReadHead, organization));
            batch.BatchCommands.Add(Command(ReadWaiting, organization, WaitingMax));
        }
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var found = new List<Found>();
        foreach (var organization in organizations)
        {
            if (found.Count > 0)
                await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            var (isAlone, hasHead) = (reader.GetBoolean(0), reader.GetBoolean(1));
            await reader.NextResultAsync(ct);
            var head = await reader.ReadAsync(ct)
                ? new SealedHead(new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)), reader.GetFieldValue<byte[]>(2))
                : null;
            await reader.NextResultAsync(ct);
            var waiting = new List<ActivityEntry>();
            while (await reader.ReadAsync(ct))
                waiting.Add(ActivityEntry.Read(organization, reader));
            found.Add(new(organization, !isAlone || (hasHead && head is null), head, waiting));
        }
        return found;
    }

    private async Task<ActivityHead> StartOfAsync(NpgsqlConnection connection, Found found, CancellationToken ct)
    {
        if (found.Head is { } head)
        {
            if (head.Head.IsSealedBy(head.Seal, found.Organization, secrets))
                return head.Head;
            log.LogError(
                "The head of the activity log of {Organization} is not sealed with this application's key; the log goes on after a gap",
                found.Organization
            );
            return head.Head.AfterBreak();
        }
        if (await ReadLastAsync(connection, found.Organization, ct) is not { } last)
            return ActivityHead.Empty;
        log.LogError("The activity log of {Organization} has lost its head; it goes on after a gap", found.Organization);
        return last.AfterBreak();
    }

    private static async Task<ActivityHead?> ReadLastAsync(NpgsqlConnection connection, string organization, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { Command(Return, organization), Command(ReadLast, organization) },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    private static NpgsqlBatchCommand PlaceOf(string organization, List<ActivityLink> links) =>
        Command(
            Place,
            organization,
            links.Select(l => l.Entry.Id).ToArray(),
            links.Select(l => l.Sequence).ToArray(),
            links.Select(l => l.PreviousHash).ToArray(),
            links.Select(l => l.Hash).ToArray()
        );

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
