using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

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

public sealed class CreateStationHandler(PagoDb db, DefaultStationWriter defaults, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<StationModel>> RunAsync(string organization, StationInput input, CancellationToken ct)
    {
        await defaults.LockAsync(ct);
        var others = await db.Set<Station>().AsNoTracking().Where(x => x.OrganizationId == organization).ToListAsync(ct);
        if (others.Any(x => x.StationId == input.StationId))
            return ApiError.Conflict(
                "station-already-exists",
                "The station exists already",
                $"The station {input.StationId} is registered; change it with PATCH."
            );
        if (StationCodes.Taken((short)input.AuxDigit, input.SegregationCode, input.ApplicationCode, others) is { } taken)
            return taken;
        var station = new Station
        {
            OrganizationId = organization,
            StationId = input.StationId,
            BrokerFiscalCode = input.BrokerFiscalCode,
            AuxDigit = (short)input.AuxDigit,
            SegregationCode = input.SegregationCode,
            ApplicationCode = input.ApplicationCode,
            IsDefault = input.IsDefault == true || !others.Any(x => x is { IsDefault: true, IsActive: true }),
            CreatedAt = clock.GetUtcNow(),
        };
        if (station.IsDefault)
            await defaults.TakeFromOthersAsync(station.StationId, ct);
        db.Add(station);
        await db.SaveChangesAsync(ct);
        await events.EmitAsync("station.created", "station", station.StationId, new { station.IsDefault }, ct);
        return StationModel.Of(station);
    }
}

public sealed class ChangeStationHandler(
    PagoDb db,
    DefaultStationWriter defaults,
    EventLog events,
    ISettingEffects effects,
    IValidator<StationChange> validator
)
{
    public async Task<Outcome<StationModel>> RunAsync(
        string organization,
        string stationId,
        MergePatch<StationChange> patch,
        string? ifMatch,
        CancellationToken ct
    )
    {
        await defaults.LockAsync(ct);
        var found = await db.Set<Station>().SingleOrDefaultAsync(x => x.OrganizationId == organization && x.StationId == stationId, ct);
        if (found is null)
            return ApiError.NotFound("Station", stationId);
        if (EntityTag.Check(ifMatch, found.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(new() { IsDefault = found.IsDefault, IsActive = found.IsActive }, validator);
        if (outcome.Error is { } error)
            return error;
        var (isDefault, isActive) = (outcome.Value!.IsDefault!.Value, outcome.Value.IsActive!.Value);
        if (Decide(found, isDefault, isActive) is { } refusal)
            return refusal;
        if (isActive && !found.IsActive && await TakenAsync(found, ct) is { } taken)
            return taken;
        if (isDefault && !found.IsDefault)
            await defaults.TakeFromOthersAsync(stationId, ct);
        var isPutAside = found.IsActive && !isActive;
        (found.IsDefault, found.IsActive) = (isDefault, isActive);
        found.Version++;
        await db.SaveChangesAsync(ct);
        await events.EmitAsync("station.changed", "station", stationId, new { found.IsDefault, found.IsActive }, ct);
        return isPutAside
            ? StationModel.Of(found) with
            {
                Warnings = await effects.OfAsync(
                    [new SettingChange.StationPutAside(found.AuxDigit, found.SegregationCode ?? found.ApplicationCode)],
                    ct
                ),
            }
            : StationModel.Of(found);
    }

    private async Task<ApiError?> TakenAsync(Station station, CancellationToken ct) =>
        StationCodes.Taken(
            station.AuxDigit,
            station.SegregationCode,
            station.ApplicationCode,
            await db.Set<Station>()
                .AsNoTracking()
                .Where(x => x.OrganizationId == station.OrganizationId && x.StationId != station.StationId)
                .ToListAsync(ct)
        );

    private static ApiError? Decide(Station station, bool isDefault, bool isActive)
    {
        if (station.IsDefault && (!isDefault || !isActive))
            return ApiError.Conflict(
                "station-is-default",
                "The station is the default",
                "New notice numbers come from it: make another station the default first."
            );
        return isDefault && !isActive
            ? ApiError.Conflict(
                "station-inactive",
                "The station is not active",
                "An inactive station gives no notice numbers: activate it to make it the default."
            )
            : null;
    }
}

/// <summary>
/// The code after the auxiliary digit tells the node to which station of the organization a notice belongs (SACI, chapter 2):
/// of two active stations with the same one, neither could be told from its notices.
/// </summary>
internal static class StationCodes
{
    public static ApiError? Taken(short auxDigit, string? segregationCode, string? applicationCode, IEnumerable<Station> others)
    {
        var (name, code) = segregationCode is not null ? ("segregation", segregationCode) : ("application", applicationCode);
        return
            code is not null
            && others.FirstOrDefault(x => x.IsActive && x.AuxDigit == auxDigit && (x.SegregationCode ?? x.ApplicationCode) == code)
                is { } other
            ? ApiError.Conflict(
                $"{name}-code-taken",
                $"Another station has the {name} code",
                $"The active station {other.StationId} has aux digit {auxDigit} and {name} code {code}. Deactivate it first, or "
                    + $"use the {name} code that the node gave to this station."
            )
            : null;
    }
}

public sealed class StationQueries(PagoDb db)
{
    public async Task<Outcome<Page<StationModel>>> ListAsync(string organization, StationFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<Station>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (filter.IsActive is { } active)
            query = query.Where(x => x.IsActive == active);
        if (after is not null)
            query = query.Where(x => x.CreatedAt < after.At || (x.CreatedAt == after.At && x.StationId.CompareTo(after.Key) < 0));
        var rows = await query
            .OrderByDescending(x => x.CreatedAt)
            .ThenByDescending(x => x.StationId)
            .Take(filter.Limit + 1)
            .ToListAsync(ct);
        return Page<StationModel>.Of(rows, filter.Limit, StationModel.Of, x => new TimeCursor(x.CreatedAt, x.StationId).ToCursor());
    }
}
