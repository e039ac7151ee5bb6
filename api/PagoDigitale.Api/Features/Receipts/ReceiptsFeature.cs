using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Documents;
using PagoDigitale.Documents.Receipts;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>Proofs of payment, and what of them is left to the payer.</summary>
public sealed class ReceiptsFeature : Feature
{
    public override int Floor => 6;

    public override IReadOnlyList<string> Tables => ["payer_credit_uses", "receipt_transfers", "receipts"];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(SettleStandInPayments)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<PositionPaidTwice>(),
            EventType.Of<ReceiptCreditAssigned>(),
            EventType.Of<ReceiptCreditAssignmentWithdrawn>(),
            EventType.Of<ReceiptCreditClaimWithdrawn>(),
            EventType.Of<ReceiptCreditClaimed>(),
            EventType.Of<ReceiptCreditRefundWithdrawn>(),
            EventType.Of<ReceiptCreditRefunded>(),
            EventType.Of<ReceiptNoticeFound>(),
            EventType.Of<ReceiptReceived>(),
            EventType.Of<ReceiptRevocationWithdrawn>(),
            EventType.Of<ReceiptRevoked>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => ReceiptsErrors.All;

    public override IReadOnlyList<Type> Texts =>
        [typeof(DocumentTexts), typeof(PayerCreditTexts), typeof(ReceiptDeviationTexts), typeof(ReceiptsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("pcu", "creditUse"), new("rcp", "receipt")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ReceiptsRead, Scopes.ReceiptsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(AssignPayerCreditHandler),
            typeof(ClaimPayerCreditHandler),
            typeof(CreditCoverWriter),
            typeof(CreditPaymentWriter),
            typeof(DownloadReceiptHandler),
            typeof(DownloadReceiptOriginalHandler),
            typeof(EarlierReceiptsWriter),
            typeof(EarlierReportsWriter),
            typeof(GivenBackWriter),
            typeof(LateFactsWriter),
            typeof(ListReceiptsHandler),
            typeof(PaidBackQueries),
            typeof(PartRevocationWriter),
            typeof(PayerCreditQueries),
            typeof(PayerCreditSourceWriter),
            typeof(PayerCreditUseWriter),
            typeof(PaymentReversalWriter),
            typeof(ReadReceiptHandler),
            typeof(ReceiptEmbedding),
            typeof(ReceiptEventWriter),
            typeof(ReceiptFileIntake),
            typeof(ReceiptIntakeHandler),
            typeof(ReceiptRows),
            typeof(ReceiptSummaries),
            typeof(ReceiptWriter),
            typeof(RefundPayerCreditHandler),
            typeof(ReportedPaymentQueries),
            typeof(ReportedPaymentWriter),
            typeof(ReportedReceiptsWriter),
            typeof(ReportedWithdrawalWriter),
            typeof(RevocationWriter),
            typeof(ShortPaymentQueries),
            typeof(TakePayment),
            typeof(UploadReceiptHandler),
            typeof(WithdrawPayerCreditUseHandler)
        );
        services.AddSingleton<IReceiptRenderer, ReceiptRenderer>();
        services.AddScoped<IMoneyOfPositions, MoneyOfPositions>();
        services.AddScoped<IPaymentsTold, PaymentsTold>();
        services.AddScoped<IReceiptsOfPositions, ReceiptSummaries>();
        services.AddScoped<IReceiptsOfRows, ReceiptsOfRows>();
    }
}
