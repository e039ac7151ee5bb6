using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations.Units;

public sealed record UnitInput
{
    public required string Code { get; init; }
    public required string Name { get; init; }
}

public sealed class UnitInputValidator : AbstractValidator<UnitInput>
{
    public UnitInputValidator()
    {
        RuleFor(x => x.Code).MustBeCode();
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
    }
}

public sealed class CreateUnitHandler(PagoDb db, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<UnitModel>> RunAsync(string organization, UnitInput input, CancellationToken ct)
    {
        if (await db.Set<Unit>().AnyAsync(x => x.OrganizationId == organization && x.Code == input.Code, ct))
            return ApiError.Conflict("unit-already-exists", OrganizationsTexts.UnitExists, OrganizationsTexts.UnitHasCode.With(input.Code));
        var now = clock.GetUtcNow();
        var unit = new Unit
        {
            OrganizationId = organization,
            UnitId = PublicId.NewGuid(now),
            Code = input.Code,
            Name = input.Name,
            CreatedAt = now,
        };
        db.Add(unit);
        await db.SaveChangesAsync(ct);
        var model = UnitModel.Of(unit);
        await events.EmitAsync(new UnitCreated(model.Id, unit.Code, unit.Name), ct);
        return model;
    }
}
