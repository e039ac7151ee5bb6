using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Events of many positions in one statement; for one position there is EventLog.</summary>
public sealed class PositionEventWriter(EventLog events)
{
    public Task EmitAsync(IReadOnlyCollection<(Guid Position, string Type, object Data)> told, CancellationToken ct) =>
        events.EmitAsync([.. told.Select(e => new Happening(e.Type, "position", Ids.Position(e.Position), e.Data))], ct);
}
