using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Positions.Accounts;
using PagoDigitale.Api.Features.Positions.Allocating;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Positions.Planning;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Debts: what is owed, in which instalments, for which accounts and accertamenti.</summary>
public sealed class PositionsFeature : Feature
{
    public override int Floor => 4;

    public override IReadOnlyList<string> Tables =>
        [
            "allocations",
            "co_debtors",
            "debtor_corrections",
            "flow_notice_prints",
            "iban_replacements",
            "instalments",
            "iuv_counters",
            "notice_prints",
            "payment_options",
            "position_services",
            "positions",
            "transfers",
        ];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<RunIbanReplacement>(JobLane.Bulk)];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(ExpireOverduePositions), typeof(PublishDuePositions)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<IbanBeneficiaryReplaced>(),
            EventType.Of<IbanReplaced>(),
            EventType.Of<IbanReplacementCancelled>(),
            EventType.Of<IbanReplacementFailed>(),
            EventType.Of<IbanReplacementScheduled>(),
            EventType.Of<PositionCancelled>(),
            EventType.Of<PositionChanged>(),
            EventType.Of<PositionCreated>(),
            EventType.Of<PositionDebtorCorrected>(),
            EventType.Of<PositionExpired>(),
            EventType.Of<PositionOptionOwed>(),
            EventType.Of<PositionOptionsRestored>(),
            EventType.Of<PositionOptionsVoid>(),
            EventType.Of<PositionOutsidePaymentWithdrawn>(),
            EventType.Of<PositionPaid>(),
            EventType.Of<PositionPartiallyPaid>(),
            EventType.Of<PositionPayable>(),
            EventType.Of<PositionPublished>(),
            EventType.Of<PositionReconciled>(),
            EventType.Of<PositionReopened>(),
            EventType.Of<PositionReported>(),
            EventType.Of<ServiceAllocated>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors =>
        [.. PartyErrors.All, .. PaymentOptionErrors.All, .. RequestToPayErrors.All, .. PositionsErrors.All];

    public override IReadOnlyList<Type> Texts =>
        [
            typeof(AllocatingTexts),
            typeof(IbanReplacementTexts),
            typeof(InstalmentStateTexts),
            typeof(OpenNoticeTexts),
            typeof(CoDebtorTexts),
            typeof(PaymentOptionTexts),
            typeof(PaymentPlanUseTexts),
            typeof(PositionInputTexts),
            typeof(PositionMetadataTexts),
            typeof(PositionPlanTexts),
            typeof(PositionRefusalTexts),
            typeof(PositionsTexts),
            typeof(PositionStateTexts),
            typeof(PositionWarningTexts),
            typeof(TransferTexts),
        ];

    public override IReadOnlyList<IdentifierKind> Identifiers =>
        [new("ibr", "replacement"), new("ins", "instalment"), new("pos", "position")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.PositionsRead, Scopes.PositionsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(AllocateServiceHandler),
            typeof(BeneficiaryAccountWriter),
            typeof(CancelIbanReplacementHandler),
            typeof(CancelPositionHandler),
            typeof(ChangePositionHandler),
            typeof(CorrectDebtorHandler),
            typeof(CreatePositionHandler),
            typeof(DebtorCorrectionQueries),
            typeof(DebtorCorrectionWriter),
            typeof(IbanReplacementLookup),
            typeof(InstalmentMarkWriter),
            typeof(InstalmentPayments),
            typeof(ListIbanReplacementsHandler),
            typeof(ListPositionsHandler),
            typeof(NoticeNumberWriter),
            typeof(NoticePrintWriter),
            typeof(OwedDebts),
            typeof(OfferedPlans),
            typeof(PaymentOptionWriter),
            typeof(PositionDrafter),
            typeof(PositionParties),
            typeof(PositionEventWriter),
            typeof(PositionEmbedding),
            typeof(PositionLoader),
            typeof(PositionPlanner),
            typeof(PositionSetWriter),
            typeof(PositionSummaries),
            typeof(PositionStateWriter),
            typeof(PositionRequests),
            typeof(PositionTaxonomy),
            typeof(PreviewPaymentPlansHandler),
            typeof(PublishPositionHandler),
            typeof(ReadIbanReplacementHandler),
            typeof(ReadPositionHandler),
            typeof(RecordOutsidePaymentHandler),
            typeof(RegistryQueries),
            typeof(ReopenPositionHandler),
            typeof(ReplaceIbanHandler),
            typeof(RewritePositionHandler),
            typeof(TransferAccountWriter),
            typeof(WithdrawOutsidePaymentHandler)
        );
        services.AddScoped<IAccertamentoUse, AllocationUseQueries>();
        services.AddSingleton<NoticeNumberBlocks>();
        services.AddScoped<ISettingEffects, OpenNotices>();
    }
}
