using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>Orders to book what was collected.</summary>
public sealed class ReversaliFeature : Feature
{
    public override int Floor => 8;

    public override IReadOnlyList<string> Tables =>
        ["reversale_allocations", "reversale_counters", "reversale_payments", "reversale_stornos", "reversali"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<IssueRemainingReversali>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<AccertamentoCollected>(),
            EventType.Of<PositionSettled>(),
            EventType.Of<ReversaleAnnulled>(),
            EventType.Of<ReversaleIssued>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => ReversaliErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ReversaleWarningTexts), typeof(ReversaliTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("rev", "reversale")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ReversaliRead, Scopes.ReversaliWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(AccountingTermsQueries),
            typeof(AnnulReversaleHandler),
            typeof(AnnulmentWriter),
            typeof(CreateReversaliHandler),
            typeof(ListReversaliHandler),
            typeof(ReadReversaleHandler),
            typeof(RecordReversaleExecutionHandler),
            typeof(ReversaleLock),
            typeof(ReversaleMovementQueries),
            typeof(ReversaleRows),
            typeof(ReversaleWriter),
            typeof(SettlementEventWriter),
            typeof(TransferQueries)
        );
        services.AddSingleton<ReversaliPortions>();
        services.AddScoped<IAccertamentoUse, BookedUseQueries>();
        services.AddScoped<IBookedFlows, BookedFlowQueries>();
        services.AddScoped<IBookedMovements, BookedMovementWriter>();
    }
}
