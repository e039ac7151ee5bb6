using PagoDigitale.Api.Gateways.Fdr.Door;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api.Gateways.Fdr;

/// <summary>Rendicontazioni for organizations, as pagoPA hands them out by REST (fdr-org 1.2).</summary>
public sealed class FdrGateway : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<Type> Texts => [typeof(FdrTexts)];

    public override void AddServices(IServiceCollection services) => services.AddSingleton<FdrClient>();
}
