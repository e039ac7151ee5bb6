using PagoDigitale.Api.Gateways.BizEvents.Door;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api.Gateways.BizEvents;

/// <summary>Receipts for organizations, as pagoPA hands them out one by one (bizevents 0.2).</summary>
public sealed class BizEventsGateway : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<Type> Texts => [typeof(BizEventsTexts)];

    public override void AddServices(IServiceCollection services) => services.AddSingleton<BizEventsClient>();
}
