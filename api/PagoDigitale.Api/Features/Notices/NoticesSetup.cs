using PagoDigitale.Documents.Notices;

namespace PagoDigitale.Api.Features.Notices;

public sealed class NoticesSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<INoticeRenderer, NoticeRenderer>();
}
