using System.Text.Json;
using NpgsqlTypes;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Events;

/// <summary>Something that happened to a subject (past tense: <c>position.paid</c>).</summary>
public sealed record Happening(string Type, string SubjectType, string SubjectId, object Data);

/// <summary>
/// Writes events in the transaction of the change they tell of (past tense: <c>position.paid</c>). What has to happen
/// because of an event is a job enqueued in the same transaction, so neither can exist without the other. An event shows in the
/// feed when it has its place there, after the commit (<see cref="NumberEvents"/>).
/// </summary>
public sealed class EventLog(TenantSession session, TimeProvider clock)
{
    public async Task EmitAsync(string type, string subjectType, string subjectId, object data, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            ct,
            session.Organization,
            Guid.CreateVersion7(clock.GetUtcNow()),
            type,
            subjectType,
            subjectId,
            new Npgsql.NpgsqlParameter { Value = JsonSerializer.Serialize(data, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            clock.GetUtcNow()
        );
    }

    /// <summary>Many events by one statement, in their order, for work done in sets.</summary>
    public async Task EmitAsync(IReadOnlyCollection<Happening> events, CancellationToken ct)
    {
        if (events.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var prefix = UuidSeries.Prefix(now);
        await session.ExecuteAsync(
            """
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at)
            SELECT $1, n.id, n.type, n.subject_type, n.subject_id, n.data::jsonb, $2
            FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[]) AS n(id, type, subject_type, subject_id, data)
            """,
            ct,
            session.Organization,
            now,
            events.Select((_, i) => UuidSeries.At(prefix, i + 1)).ToArray(),
            events.Select(e => e.Type).ToArray(),
            events.Select(e => e.SubjectType).ToArray(),
            events.Select(e => e.SubjectId).ToArray(),
            events.Select(e => JsonSerializer.Serialize(e.Data, ApiJson.Options)).ToArray()
        );
    }

    /// <summary>Many events of one kind by one statement, for work done in sets.</summary>
    public async Task EmitManyAsync(string type, string subjectType, IReadOnlyList<string> subjectIds, CancellationToken ct)
    {
        if (subjectIds.Count == 0)
            return;
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at)
            SELECT $1, e.event_id, $4, $5, e.subject_id, '{}', $6
            FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS e(event_id, subject_id, n) ORDER BY n
            """,
            ct,
            session.Organization,
            subjectIds.Select(_ => Guid.CreateVersion7(now)).ToArray(),
            subjectIds.ToArray(),
            type,
            subjectType,
            now
        );
    }
}
