using System.Text.Json;
using NpgsqlTypes;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Platform.Events;

/// <summary>
/// Writes events in the transaction of the change they tell of (past tense: <c>position.paid</c>). What has to happen
/// because of an event is a job enqueued in the same transaction, so neither can exist without the other.
/// </summary>
public sealed class EventLog(TenantSession session, TimeProvider clock)
{
    public async Task EmitAsync(string type, string subjectType, string subjectId, object data, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, ct,
            session.Organization, Guid.CreateVersion7(clock.GetUtcNow()), type, subjectType, subjectId,
            new Npgsql.NpgsqlParameter { Value = JsonSerializer.Serialize(data, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            clock.GetUtcNow());
    }
}
