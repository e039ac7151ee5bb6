using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Api.Features.Flows.Formats.Standard;
using PagoDigitale.Api.Features.Flows.Generation;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>Files of debts: loaded, looked at, confirmed, made into positions.</summary>
public sealed class FlowsFeature : Feature
{
    public override int Floor => 9;

    public override IReadOnlyList<string> Tables => ["flow_rows", "flow_staging", "flows"];

    public override IReadOnlyList<string> Views => ["staged_flow_rows"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<ValidateFlow>(JobLane.Bulk), JobKind.Of<GenerateFlow>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<FlowCancelled>(),
            EventType.Of<FlowChanged>(),
            EventType.Of<FlowCompleted>(),
            EventType.Of<FlowConfirmed>(),
            EventType.Of<FlowFailed>(),
            EventType.Of<FlowPositionsCreated>(),
            EventType.Of<FlowReady>(),
            EventType.Of<FlowReceived>(),
            EventType.Of<FlowRowsExcluded>(),
            EventType.Of<FlowRowsIncluded>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => [.. FlowOptionErrors.All, .. FlowsErrors.All];

    public override IReadOnlyList<Type> Texts =>
        [
            typeof(FlowContactTexts),
            typeof(FlowFileTexts),
            typeof(FlowOptionTexts),
            typeof(FlowRowTexts),
            typeof(FlowsTexts),
            typeof(FlowVerdictTexts),
            typeof(OptionVerdictTexts),
        ];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("flw", "flow")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.FlowsRead, Scopes.FlowsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(CancelFlowHandler),
            typeof(ChangeFlowHandler),
            typeof(ConfirmFlowHandler),
            typeof(DownloadFlowOutcomeHandler),
            typeof(ExcludeFlowRowsHandler),
            typeof(FlowChunkWriter),
            typeof(FlowEventWriter),
            typeof(FlowLookup),
            typeof(FlowReferenceQueries),
            typeof(FlowRowMover),
            typeof(FlowTaxonomyQueries),
            typeof(FlowVerdictWriter),
            typeof(IncludeFlowRowsHandler),
            typeof(ListFlowRowsHandler),
            typeof(ListFlowsHandler),
            typeof(ReadFlowHandler),
            typeof(UploadFlowHandler)
        );
        services.AddScoped<IGroupedDebts, GroupedRowQueries>();
    }
}
