using System.Text.Json;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Events of many positions in one statement; for one position there is EventLog.</summary>
public sealed class PositionEventWriter(TenantSession session, TimeProvider clock)
{
    public async Task EmitAsync(IReadOnlyCollection<(Guid Position, string Type, object Data)> events, CancellationToken ct)
    {
        if (events.Count == 0)
            return;
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at)
            SELECT $1, id, type, 'position', subject, data::jsonb, $2 FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) AS n(id, type, subject, data)
            """,
            ct,
            session.Organization,
            now,
            events.Select(_ => Guid.CreateVersion7(now)).ToArray(),
            events.Select(e => e.Type).ToArray(),
            events.Select(e => Ids.Position(e.Position)).ToArray(),
            events.Select(e => JsonSerializer.Serialize(e.Data, ApiJson.Options)).ToArray()
        );
    }
}
