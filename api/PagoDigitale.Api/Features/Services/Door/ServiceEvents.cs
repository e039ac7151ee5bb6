using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Services.Door;

public abstract record ServiceEvent(string ServiceCode) : EventData
{
    protected override string SubjectId => ServiceCode;
}

[Event("service.created", "A service was entered.")]
public sealed record ServiceCreated(string ServiceCode, bool IsActive) : ServiceEvent(ServiceCode);

[Event("service.changed", "A service was changed or put out of use.")]
public sealed record ServiceChanged(string ServiceCode, bool IsActive) : ServiceEvent(ServiceCode);
