using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations.Stations;

/// <summary>Keeps the default where it belongs: exactly one of the active stations has it, once there is a station.</summary>
public sealed class DefaultStationWriter(TenantSession session)
{
    /// <summary>Two changes of one organization's stations follow each other, so that each sees who the default is.</summary>
    public Task LockAsync(CancellationToken ct) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('stations/' || $1, 0))", ct, session.Organization);

    public Task<int> TakeFromOthersAsync(string stationId, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE stations SET is_default = false, version = version + 1 WHERE organization_id = $1 AND station_id <> $2 AND is_default",
            ct,
            session.Organization,
            stationId
        );
}
