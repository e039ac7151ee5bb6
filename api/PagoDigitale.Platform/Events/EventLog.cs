using System.Text.Json;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Events;

/// <summary>
/// Writes events in the transaction of the change they tell of: the one place that does, for one event and for a hundred thousand. What
/// has to happen because of an event is a job enqueued in the same transaction, so neither can exist without the other. An event shows
/// in the feed when it has its place there, after the commit (<see cref="NumberEvents"/>).
/// </summary>
public sealed class EventLog(TenantSession session, TimeProvider clock)
{
    public Task EmitAsync(EventData told, CancellationToken ct) => EmitAsync([told], ct);

    /// <summary>By one statement, in their order.</summary>
    public async Task EmitAsync(IReadOnlyCollection<EventData> told, CancellationToken ct)
    {
        if (told.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var prefix = UuidSeries.Prefix(now);
        var types = told.Select(e => EventType.Of(e.GetType())).ToList();
        await session.SendAsync(
            """
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
            SELECT $1, n.id, n.type, n.subject_type, n.subject_id, hashtext(n.subject_id), n.data, $2
            FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[]) AS n(id, type, subject_type, subject_id, data)
            """,
            ct,
            session.Organization,
            now,
            told.Select((_, i) => UuidSeries.At(prefix, i + 1)).ToArray(),
            types.Select(t => t.Name).ToArray(),
            types.Select(t => t.Subject).ToArray(),
            told.Select(e => e.SubjectId).ToArray(),
            told.Select(e => PackedEvent.Pack(JsonSerializer.Serialize(e, e.GetType(), ApiJson.Events), e.SubjectId)).ToArray()
        );
    }
}
