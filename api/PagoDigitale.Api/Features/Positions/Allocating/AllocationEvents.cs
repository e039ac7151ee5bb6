using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Positions.Allocating;

[Event("service.allocated", "Open positions of a service were put on accertamenti.")]
public sealed record ServiceAllocated(string ServiceCode, string AccertamentoId, long PositionsCount, long AmountCents)
    : ServiceEvent(ServiceCode);
