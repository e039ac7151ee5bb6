using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>Has a service called now, however long the pause after its last failure would be.</summary>
public sealed class CallConnectionHandler(TenantSession session, ConnectionRows rows, TimeProvider clock)
{
    public async Task<Outcome<ConnectionModel>> RunAsync(string connection, CancellationToken ct)
    {
        var found = await rows.ReadAsync(connection, ct);
        if (found.Error is { } missing)
            return missing;
        if (found.Value!.IsPaused)
            return ApiError.Conflict("connection-paused", ConnectionsTexts.IsPaused, ConnectionsTexts.ResumeFirst.With(connection));
        await session.ExecuteAsync(
            "UPDATE connections SET call_requested_at = $3, next_call_at = $3 WHERE organization_id = $1 AND connection = $2",
            ct,
            session.Organization,
            StateText.Of(found.Value.Code),
            clock.GetUtcNow()
        );
        await rows.WorkOf(found.Value.Code).HurryAsync(ct);
        await rows.WorkOf(found.Value.Code).RequestAsync(ct);
        return await rows.ReadAsync(connection, ct);
    }
}
