using PagoDigitale.Api.Features.Flows.Checking;
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
            new("flow.cancelled", "A flow was given up before it was confirmed."),
            new("flow.changed", "What holds for all rows of a flow was changed."),
            new("flow.completed", "The positions of a flow are made."),
            new("flow.confirmed", "The positions of a flow were asked for."),
            new("flow.failed", "A flow could not be read or made."),
            new("flow.ready", "A flow was checked and can be looked at and confirmed."),
            new("flow.received", "A flow came."),
            new("flow.rows-excluded", "Rows of a flow were left out."),
            new("flow.rows-included", "Rows of a flow that were left out are in again."),
        ];

    public override IReadOnlyList<ErrorCode> Errors => FlowsErrors.All;

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
