using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Organizations.Units;

[Event("unit.created", "A unit was entered.")]
public sealed record UnitCreated(string UnitId, string Code, string Name) : EventData
{
    protected override string SubjectId => UnitId;
}
