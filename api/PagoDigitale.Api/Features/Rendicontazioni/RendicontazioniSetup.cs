using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class RendicontazioniSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<IMessageReplay, RendicontazioneReplay>();
        services.AddScoped<RowLinks>();
        services.AddScoped<IBookedShares, BookedShares>();
    }
}
