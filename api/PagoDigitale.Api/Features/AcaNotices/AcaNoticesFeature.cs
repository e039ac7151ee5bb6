using PagoDigitale.Api.Features.AcaNotices.Aligning;
using PagoDigitale.Api.Features.AcaNotices.Loading;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.AcaNotices;

/// <summary>Tells the archive of notices of pagoPA of every notice and of what becomes of it, so that it can be paid in stand-in.</summary>
public sealed class AcaNoticesFeature : Feature
{
    public override int Floor => 6;

    public override IReadOnlyList<string> Tables => ["aca_alignments", "aca_marks", "aca_notices"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<LoadAcaNotices>(JobLane.Outbound)];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(StartAcaLoads)];

    public override IReadOnlyList<EventType> Events => [EventType.Of<AcaNoticeRefused>()];

    public override IReadOnlyList<ErrorCode> Errors => AcaNoticesErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(AcaNoticesTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new(AcaAlignmentRows.Prefix, "acaAlignment")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.AcaNoticesRead, Scopes.AcaNoticesWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(AcaAlignmentRows),
            typeof(AcaBatches),
            typeof(AcaNoticeRows),
            typeof(AcaNoticeWriter),
            typeof(AcaWork),
            typeof(CreateAcaAlignmentHandler),
            typeof(ListAcaAlignmentsHandler),
            typeof(ListAcaNoticesHandler),
            typeof(ReadAcaAlignmentHandler),
            typeof(ReadAcaNoticeHandler),
            typeof(RetryAcaNoticeHandler)
        );
        services.AddScoped<IConnectionWork>(sp => sp.GetRequiredService<AcaWork>());
    }
}
