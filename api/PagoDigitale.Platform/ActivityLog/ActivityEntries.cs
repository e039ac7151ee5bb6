using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// What one organization gets in one batch: entries, and the messages that came with them, where those are kept with the entry.
/// </summary>
public sealed record ActivityNotes(string Organization, IReadOnlyList<ActivityEntry> Entries, IReadOnlyList<InboundMessage> Messages);

/// <summary>
/// Writes entries that come without a change, for any number of calls and organizations in one round trip, which is one transaction.
/// Each organization's entries take their place in its chain by the same statement, where the head is free and as this process left
/// it. Where it is not (another replica was here, somebody holds it) they are written all the same, without a place, and nobody
/// waits: <see cref="ActivityChain"/> gives it to them.
/// </summary>
public sealed class ActivityEntries(AppDataSource source, SecretBox secrets, KnownHeads heads)
{
    private const string Enter = "SELECT set_config('app.organization', $1, true)";

    /// <summary>For the whole transaction, whichever organization comes first.</summary>
    private const string EnterWithoutWaiting =
        "SELECT set_config('app.organization', $1, true), set_config('synchronous_commit', 'off', true)";

    private const string Columns = $"organization_id, {ActivityEntry.Columns}";
    private const string Arrays =
        "$2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::text[], $10::text[], "
        + "$11::text[], $12::text[], $13::text[]";

    private const string WriteWaiting = $"INSERT INTO activity_log ({Columns}) SELECT $1, n.* FROM unnest({Arrays}) AS n";

    /// <summary>The lock of the row is the right to lengthen the chain. Taken or not, nobody waits for it.</summary>
    private const string WritePlaced = $"""
        WITH free AS (
            SELECT FROM activity_heads WHERE organization_id = $1 AND sequence = $17 AND seal = $18 FOR UPDATE SKIP LOCKED),
        moved AS (
            UPDATE activity_heads SET sequence = $19, hash = $20, seal = $21 WHERE organization_id = $1 AND EXISTS (SELECT
                FROM free) RETURNING 1)
        INSERT INTO activity_log ({Columns}, sequence, previous_hash, hash)
        SELECT $1, n.activity_id, n.occurred_at, n.client_id, n.operation_id, n.method, n.path, n.status, n.outcome, n.trace_id,
            n.resource, n.code, n.reason,
            CASE WHEN head.is_moved THEN n.sequence END, CASE WHEN head.is_moved THEN n.previous_hash END, CASE
                WHEN head.is_moved THEN n.hash END
        FROM (SELECT EXISTS (SELECT FROM moved) AS is_moved) head,
            unnest({Arrays}, $14::bigint[], $15::bytea[], $16::bytea[]) AS n(activity_id, occurred_at, client_id, operation_id, method,
                path, status, outcome,
                trace_id, resource, code, reason, sequence, previous_hash, hash)
        RETURNING sequence IS NOT NULL
        """;

    /// <param name="notes">Each organization once.</param>
    /// <param name="waitsForDisk">False where losing the last half second to a crash of the database server is harmless.</param>
    /// <returns>The organizations whose entries have no place yet.</returns>
    public async Task<List<string>> WriteAsync(IReadOnlyList<ActivityNotes> notes, bool waitsForDisk, CancellationToken ct)
    {
        await using var batch = source.Journal.CreateBatch();
        var moves = notes.Select(n => Add(batch, n, waitsForDisk)).ToList();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var waiting = new List<string>();
        for (var i = 0; i < notes.Count; i++)
        {
            // The organization's name comes first, then whether there was a place, where one was looked for.
            if (i > 0)
                await reader.NextResultAsync(ct);
            if (moves[i] is { } head && await reader.NextResultAsync(ct) && await reader.ReadAsync(ct) && reader.GetBoolean(0))
                heads.Remember(notes[i].Organization, head);
            else
                waiting.Add(notes[i].Organization);
        }
        // What failed after the last result would be lost otherwise.
        while (await reader.NextResultAsync(ct)) { }
        return waiting;
    }

    /// <summary>
    /// With what changed, as the last thing before the commit: whoever lengthens the chain holds its head until then, and others go on
    /// without a place meanwhile.
    /// </summary>
    /// <returns>
    /// Where the head is once this is committed, for <see cref="KnownHeads"/>; null where the entries have no place yet.
    /// </returns>
    public async Task<SealedHead?> WriteAsync(TenantSession session, IReadOnlyList<ActivityEntry> written, CancellationToken ct)
    {
        var (command, moved) = CommandOf(new(session.Organization, written, []));
        if (moved is null)
        {
            await session.SendAsync(command, ct);
            return null;
        }
        return (await session.QueryAsync(command, r => r.GetBoolean(0), ct)).All(isPlaced => isPlaced) ? moved : null;
    }

    private SealedHead? Add(NpgsqlBatch batch, ActivityNotes notes, bool waitsForDisk)
    {
        batch.BatchCommands.Add(new(waitsForDisk ? Enter : EnterWithoutWaiting) { Parameters = { Text(notes.Organization) } });
        return AddTo(batch, notes);
    }

    /// <summary>
    /// For who has a transaction of its own as that organization and commits right behind this: the head is held until then.
    /// </summary>
    /// <returns>
    /// Where the head is once this is committed, if the result, which there is in this case alone, says true in its rows; null where the
    /// entries have no place yet.
    /// </returns>
    public SealedHead? AddTo(NpgsqlBatch batch, ActivityNotes notes)
    {
        if (notes.Messages.Count > 0)
            batch.BatchCommands.Add(InboundMessages.InsertOf(notes.Organization, notes.Messages));
        var (command, moved) = CommandOf(notes);
        batch.BatchCommands.Add(command);
        return moved;
    }

    /// <summary>And where the head will be, if it is where it is believed to be; null when nothing is believed.</summary>
    private (NpgsqlBatchCommand Command, SealedHead? Moved) CommandOf(ActivityNotes notes)
    {
        var command = new NpgsqlBatchCommand(WriteWaiting);
        AddEntries(command.Parameters, notes);
        if (heads.Of(notes.Organization) is not { } known)
            return (command, null);
        command.CommandText = WritePlaced;
        var links = ActivityLink.After(known.Head, notes.Entries);
        var head = new ActivityHead(links[^1].Sequence, links[^1].Hash);
        var moved = new SealedHead(head, head.Seal(notes.Organization, secrets));
        command.Parameters.Add(Array(links, NpgsqlDbType.Bigint, l => l.Sequence));
        command.Parameters.Add(Array(links, NpgsqlDbType.Bytea, l => l.PreviousHash));
        command.Parameters.Add(Array(links, NpgsqlDbType.Bytea, l => l.Hash));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = known.Head.Sequence });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = known.Seal });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.Sequence });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = head.Hash });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = moved.Seal });
        return (command, moved);
    }

    private static void AddEntries(NpgsqlParameterCollection parameters, ActivityNotes notes)
    {
        var entries = notes.Entries;
        parameters.Add(Text(notes.Organization));
        parameters.Add(Array(entries, NpgsqlDbType.Uuid, e => e.Id));
        parameters.Add(Array(entries, NpgsqlDbType.TimestampTz, e => e.OccurredAt));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.ClientId));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.OperationId));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Method));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Path));
        parameters.Add(Array(entries, NpgsqlDbType.Smallint, e => (short)e.Status));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Outcome));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.TraceId));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Resource));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Code));
        parameters.Add(Array(entries, NpgsqlDbType.Text, e => e.Reason));
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter Array<TItem, TValue>(IReadOnlyList<TItem> items, NpgsqlDbType type, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(items[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
