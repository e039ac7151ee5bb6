using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Organizations.Units;

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
