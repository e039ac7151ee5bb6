using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

public sealed class RemoveConnectionHandler(TenantSession session, EventLog events)
{
    public async Task<Outcome<bool>> RunAsync(string connection, CancellationToken ct)
    {
        var gone = await session.QueryAsync(
            """
            DELETE FROM connections WHERE organization_id = $1 AND connection = $2
            RETURNING connection, base_url, subscription_key IS NOT NULL, is_paused
            """,
            r => new ConnectionRemoved(StateText.Parse<ConnectionCode>(r.GetString(0)), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)),
            ct,
            session.Organization,
            connection
        );
        foreach (var removed in gone)
            await events.EmitAsync(removed, ct);
        return gone.Count > 0
            ? true
            : ApiError.NotFound("connection-not-found", ConnectionsTexts.NotFound, ConnectionsTexts.NoSuch.With(connection));
    }
}
