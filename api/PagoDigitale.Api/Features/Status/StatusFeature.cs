using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

/// <summary>Whether the platform works.</summary>
public sealed class StatusFeature : Feature
{
    public override int Floor => 12;

    public override IReadOnlyList<ErrorCode> Errors => StatusErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(StatusTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<JobsCheck>();
        services.AddSingleton<StandbyCheck>();
        services.AddSingleton<Readiness>();
        services.AddPerCall(typeof(ReadReadinessHandler), typeof(ReadStatusHandler));
    }
}
