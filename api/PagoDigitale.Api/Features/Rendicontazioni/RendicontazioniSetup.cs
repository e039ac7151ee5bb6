using PagoDigitale.Api.Features.RefusedMessages.Door;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class RendicontazioniSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IMessageReplay, RendicontazioneReplay>();
}
