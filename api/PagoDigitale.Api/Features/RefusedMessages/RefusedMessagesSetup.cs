using PagoDigitale.Api.Features.RefusedMessages.Exposed;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class RefusedMessagesSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<RefusedMessageRoom>();
}
