using PagoDigitale.Api.Gateways.Aca.Door;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api.Gateways.Aca;

/// <summary>The archive of notices of pagoPA, as organizations with a station of their own load it (paCreatePosition 1.0).</summary>
public sealed class AcaGateway : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<Type> Texts => [typeof(AcaTexts)];

    public override void AddServices(IServiceCollection services) => services.AddSingleton<AcaClient>();
}
