using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Positions.Accounts;
using PagoDigitale.Api.Features.Positions.Allocating;
using PagoDigitale.Api.Features.Positions.Door;
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
            "debtor_corrections",
            "flow_notice_prints",
            "iban_replacements",
            "instalments",
            "iuv_counters",
            "notice_prints",
            "positions",
            "transfers",
        ];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<RunIbanReplacement>(JobLane.Bulk)];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(ExpireOverduePositions), typeof(PublishDuePositions)];

    public override IReadOnlyList<EventType> Events =>
        [
            new("iban.beneficiary-replaced", "Open notices pay another account of a beneficiary that is not the organization."),
            new("iban.replaced", "An account was replaced by another in services and open notices."),
            new("iban.replacement-cancelled", "A replacement of an account was called off before its day."),
            new("iban.replacement-failed", "A replacement of an account could not be done."),
            new("iban.replacement-scheduled", "A replacement of an account was asked for."),
            new("position.cancelled", "A position is not owed any more."),
            new("position.changed", "What a position asks for was changed."),
            new("position.created", "A position was entered."),
            new("position.debtor-corrected", "An open position got another debtor."),
            new("position.expired", "Nothing of a position can be paid any more by its dates."),
            new("position.outside-payment-withdrawn", "A payment outside the node that was declared by mistake was taken back."),
            new("position.paid", "Everything a position asks for was paid."),
            new("position.partially-paid", "A part of the instalments of a position was paid."),
            new("position.payable", "A position can be paid."),
            new("position.published", "A position is no draft any more."),
            new("position.reconciled", "The money of a position was found on the bank statement."),
            new("position.reopened", "A position is owed again."),
            new("position.reported", "A rendicontazione tells of all payments of a position."),
            new("service.allocated", "Open positions of a service were put on accertamenti."),
        ];

    public override IReadOnlyList<ErrorCode> Errors => PositionsErrors.All;

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
            typeof(PositionDrafter),
            typeof(PositionEventWriter),
            typeof(PositionLoader),
            typeof(PositionPlanner),
            typeof(PositionSetWriter),
            typeof(PositionStateWriter),
            typeof(PositionTaxonomy),
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
