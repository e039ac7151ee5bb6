using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>The work in the background as whoever runs the platform sees it.</summary>
public sealed class JobsFeature : Feature
{
    public override int Floor => 1;

    public override IReadOnlyList<ErrorCode> Errors => JobsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(JobsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("job", "backgroundJob")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.JobsManage];

    public override void AddServices(IServiceCollection services) =>
        services.AddPerCall(typeof(ListJobsHandler), typeof(ReadJobHandler), typeof(RetryJobHandler));
}
