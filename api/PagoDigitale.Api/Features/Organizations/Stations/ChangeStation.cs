using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Organizations.Stations;

public sealed record StationChange
{
    public bool? IsDefault { get; init; }
    public bool? IsActive { get; init; }
}

public sealed class StationChangeValidator : AbstractValidator<StationChange>
{
    public StationChangeValidator()
    {
        RuleFor(x => x.IsDefault).NotNull();
        RuleFor(x => x.IsActive).NotNull();
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
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await FindAsync(organization, stationId, ct),
            current => new() { IsDefault = current.IsDefault, IsActive = current.IsActive },
            validator,
            (current, change) => WriteAsync(current, change.IsDefault!.Value, change.IsActive!.Value, ct)
        );

    private async Task<Outcome<Station>> FindAsync(string organization, string stationId, CancellationToken ct)
    {
        await defaults.LockAsync(ct);
        return
            await db.Set<Station>().SingleOrDefaultAsync(x => x.OrganizationId == organization && x.StationId == stationId, ct) is { } found
            ? found
            : ApiError.NotFound("station-not-found", StationsTexts.NotFound, StationsTexts.NoSuch.With(stationId));
    }

    private async Task<Outcome<StationModel>?> WriteAsync(Station station, bool isDefault, bool isActive, CancellationToken ct)
    {
        if (Decide(station, isDefault, isActive) is { } refusal)
            return refusal;
        if (isActive && !station.IsActive && await TakenAsync(station, ct) is { } taken)
            return taken;
        if (isDefault && !station.IsDefault)
            await defaults.TakeFromOthersAsync(station.StationId, ct);
        var isPutAside = station.IsActive && !isActive;
        (station.IsDefault, station.IsActive) = (isDefault, isActive);
        station.Version++;
        await db.SaveChangesAsync(ct);
        await events.EmitAsync(new StationChanged(station), ct);
        return isPutAside
            ? StationModel.Of(station) with
            {
                Warnings = await effects.OfAsync(
                    [new SettingChange.StationPutAside(station.AuxDigit, station.SegregationCode ?? station.ApplicationCode)],
                    ct
                ),
            }
            : StationModel.Of(station);
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
            return ApiError.Conflict("station-is-default", StationsTexts.IsDefault, StationsTexts.MakeAnotherDefault);
        return isDefault && !isActive ? ApiError.Conflict("station-inactive", StationsTexts.Inactive, StationsTexts.ActivateFirst) : null;
    }
}
