using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>An office of the organization, to tell whose positions are whose.</summary>
public sealed class Unit
{
    public const string Prefix = "unt";

    public required string OrganizationId { get; init; }
    public required Guid UnitId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder) => builder.ToTable("units").HasKey(x => new { x.OrganizationId, x.UnitId });
}

public sealed record UnitModel
{
    public required string Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    public static UnitModel Of(Unit x) =>
        new()
        {
            Id = PublicId.Format(Unit.Prefix, x.UnitId),
            Code = x.Code,
            Name = x.Name,
        };
}

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
            return ApiError.Conflict("unit-already-exists", "The unit exists already", $"There is a unit with the code {input.Code}.");
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
        await events.EmitAsync("unit.created", "unit", model.Id, new { unit.Code }, ct);
        return model;
    }
}

public sealed class UnitQueries(PagoDb db)
{
    public async Task<Outcome<Page<UnitModel>>> ListAsync(string organization, PageQuery filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<Unit>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (after is { } id)
            query = query.Where(x => x.UnitId.CompareTo(id) < 0);
        var rows = await query.OrderByDescending(x => x.UnitId).Take(filter.Limit + 1).ToListAsync(ct);
        return Page<UnitModel>.Of(rows, filter.Limit, UnitModel.Of, x => Cursor.Of(x.UnitId));
    }
}
