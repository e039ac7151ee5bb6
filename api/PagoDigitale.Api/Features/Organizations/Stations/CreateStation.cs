using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations.Stations;

public sealed record StationInput
{
    public required string StationId { get; init; }
    public required string BrokerFiscalCode { get; init; }
    public required int AuxDigit { get; init; }
    public string? SegregationCode { get; init; }
    public string? ApplicationCode { get; init; }
    public bool? IsDefault { get; init; }
}

public sealed class StationInputValidator : AbstractValidator<StationInput>
{
    private const string TwoDigits = "^[0-9]{2}$";

    public StationInputValidator()
    {
        RuleFor(x => x.BrokerFiscalCode)
            .Must(c => OrganizationCode.TryParse(c, out _))
            .Otherwise("fiscal-code-invalid", StationsTexts.NoBroker, StationsTexts.GiveBroker);
        RuleFor(x => x.StationId)
            .Must(
                (x, id) =>
                    id.Length == 14
                    && id.StartsWith($"{x.BrokerFiscalCode}_", StringComparison.Ordinal)
                    && char.IsAsciiDigit(id[12])
                    && char.IsAsciiDigit(id[13])
            )
            .Otherwise("station-id-invalid", StationsTexts.OtherBroker, StationsTexts.GiveStationId);
        RuleFor(x => x.AuxDigit).InclusiveBetween(0, 3).Otherwise("out-of-range", StationsTexts.NoAuxDigit, StationsTexts.GiveAuxDigit);
        RuleFor(x => x.SegregationCode)
            .Matches(TwoDigits)
            .When(x => x.SegregationCode is not null)
            .Otherwise("segregation-code-invalid", StationsTexts.NotTwoDigits, StationsTexts.GiveTwoDigits);
        RuleFor(x => x.ApplicationCode)
            .Matches(TwoDigits)
            .When(x => x.ApplicationCode is not null)
            .Otherwise("application-code-invalid", StationsTexts.NotTwoDigits, StationsTexts.GiveTwoDigits);
        // SACI, chapter 2: the code after the auxiliary digit is a segregation code for 3, an application code for 0, absent for 1 and 2.
        RuleFor(x => x.SegregationCode)
            .Must((x, code) => x.AuxDigit == 3 == (code is not null))
            .Otherwise(
                "segregation-code-mismatch",
                (x, _) => (x.AuxDigit == 3 ? StationsTexts.RequiredWith : StationsTexts.OnlyWith).With(3),
                StationsTexts.GiveWithThree
            );
        RuleFor(x => x.ApplicationCode)
            .Must((x, code) => x.AuxDigit == 0 == (code is not null))
            .Otherwise(
                "application-code-mismatch",
                (x, _) => (x.AuxDigit == 0 ? StationsTexts.RequiredWith : StationsTexts.OnlyWith).With(0),
                StationsTexts.GiveWithZero
            );
    }
}

public sealed class CreateStationHandler(PagoDb db, DefaultStationWriter defaults, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<StationModel>> RunAsync(string organization, StationInput input, CancellationToken ct)
    {
        await defaults.LockAsync(ct);
        var others = await db.Set<Station>().AsNoTracking().Where(x => x.OrganizationId == organization).ToListAsync(ct);
        if (others.Any(x => x.StationId == input.StationId))
            return ApiError.Conflict("station-already-exists", StationsTexts.Exists, StationsTexts.ChangeExisting.With(input.StationId));
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
        await events.EmitAsync(new StationCreated(station), ct);
        return StationModel.Of(station);
    }
}
