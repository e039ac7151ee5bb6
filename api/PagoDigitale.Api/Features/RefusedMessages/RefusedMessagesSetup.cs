using PagoDigitale.Api.Features.RefusedMessages.Door;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class RefusedMessagesSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<RefusedMessageRoom>();
}
