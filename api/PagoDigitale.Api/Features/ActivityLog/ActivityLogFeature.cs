using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ActivityLog;

/// <summary>Who did what, entry by entry, each sealed by the next.</summary>
public sealed class ActivityLogFeature : Feature
{
    public override int Floor => 1;

    public override IReadOnlyList<ErrorCode> Errors => ActivityLogErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ActivityLogTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("act", "activity")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ActivityLogRead];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(ActivityRows), typeof(ListActivityLogHandler), typeof(VerifyActivityLogHandler));
    }
}
