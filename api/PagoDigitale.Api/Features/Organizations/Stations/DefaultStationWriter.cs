using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations.Stations;

/// <summary>Keeps the default where it belongs: exactly one of the active stations has it, once there is a station.</summary>
public sealed class DefaultStationWriter(PagoDb db, TenantSession session)
{
    /// <summary>Two changes of one organization's stations follow each other, so that each sees who the default is.</summary>
    public Task LockAsync(CancellationToken ct) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('stations/' || $1, 0))", ct, session.Organization);

    /// <summary>Saved before the other one has it: at any moment only one may.</summary>
    public async Task TakeFromOthersAsync(string stationId, CancellationToken ct)
    {
        var others = await db.Set<Station>()
            .Where(s => s.OrganizationId == session.Organization && s.StationId != stationId && s.IsDefault)
            .ToListAsync(ct);
        foreach (var other in others)
        {
            other.IsDefault = false;
            other.Version++;
        }
        await db.SaveChangesAsync(ct);
    }
}
