using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>The paper a debtor pays with.</summary>
public sealed class NoticesFeature : Feature
{
    public override int Floor => 11;

    public override IReadOnlyList<ErrorCode> Errors => NoticesErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(NoticesTexts)];

    public override IReadOnlyList<string> ScopeNames => [Scopes.NoticesRead];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(DownloadFlowNoticesHandler),
            typeof(DownloadNoticeHandler),
            typeof(ListIbanNoticesHandler),
            typeof(ListNoticesHandler),
            typeof(ReadNoticeHandler)
        );
        services.AddSingleton<INoticeRenderer, NoticeRenderer>();
    }
}
