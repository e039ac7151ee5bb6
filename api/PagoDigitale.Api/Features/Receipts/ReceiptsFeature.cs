using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Documents.Receipts;
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
            new("position.paid", "Everything a position asks for was paid."),
            new("position.paid-twice", "A payment came for what was paid already."),
            new("position.partially-paid", "A part of the instalments of a position was paid."),
            new("position.reopened", "A position is owed again."),
            new("receipt.credit-assigned", "A credit of a payer was used for another position."),
            new("receipt.credit-assignment-withdrawn", "A credit that was assigned to a position is free again."),
            new("receipt.credit-claim-withdrawn", "A claim on a credit of a payer was taken back."),
            new("receipt.credit-claimed", "A credit of a payer was claimed for what was paid short."),
            new("receipt.credit-refund-withdrawn", "A refund of a credit that was declared by mistake was taken back."),
            new("receipt.credit-refunded", "A credit was paid back to the payer."),
            new("receipt.notice-found", "The position of a receipt with an unknown notice was entered."),
            new("receipt.received", "A receipt came."),
            new("receipt.revocation-withdrawn", "A revocation was taken back by a newer rendicontazione."),
            new("receipt.revoked", "A payment was revoked by a rendicontazione."),
        ];

    public override IReadOnlyList<ErrorCode> Errors => ReceiptsErrors.All;

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
            typeof(DownloadReceiptXmlHandler),
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
            typeof(ReceiptIntakeHandler),
            typeof(ReceiptRows),
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
        services.AddScoped<IReceiptsOfRows, ReceiptsOfRows>();
    }
}
