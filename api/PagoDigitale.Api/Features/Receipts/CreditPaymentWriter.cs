using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>What a receipt owes back to its payer.</summary>
public sealed record PayerCredit(Guid ReceiptRecordId, string Iur, DateTimeOffset PaidAt, long CreditCents);

public sealed record CreditPayment(Guid InstalmentId, Guid ReceiptRecordId, long AmountCents);

/// <summary>Pays a notice with a credit. It is the organization's decision, so it can be refused; a notice is paid as a whole.</summary>
public sealed class CreditPaymentWriter(
    TenantSession session,
    OwedDebts debts,
    TakePayment payments,
    LedgerWriter ledger,
    TimeProvider clock
)
{
    public async Task<Outcome<CreditPayment>> PayAsync(string noticeNumber, PayerCredit credit, string reason, CancellationToken ct)
    {
        if (await debts.TryLockAsync(noticeNumber, ct) is not { } debt)
            return ApiError.Invalid(
                new FieldError("noticeNumber", "notice-not-found", PayerCreditTexts.NoNotice, PayerCreditTexts.UseOpenNotice)
            );
        if (debt.RefusesDeclared() is { } refusal)
            return refusal;
        if (debt.Shares.OthersCents > 0)
            return ApiError.Conflict(
                "notice-of-several",
                PayerCreditTexts.NoticeOfSeveral,
                PayerCreditTexts.RefundInstead.With(noticeNumber)
            );
        if (debt.Shares.TotalCents > credit.CreditCents)
            return TooLow(credit.CreditCents, debt.Shares.TotalCents);
        return await TakeAsync(debt, credit, reason, ct);
    }

    public static ApiError TooLow(long creditCents, long wantedCents) =>
        ApiError.Conflict(
            "credit-too-low",
            PayerCreditTexts.TooLow,
            PayerCreditTexts.TooLowFor.With(EuroCents.ToItalian(wantedCents), EuroCents.ToItalian(creditCents))
        );

    private async Task<CreditPayment> TakeAsync(OwedDebt debt, PayerCredit credit, string reason, CancellationToken ct)
    {
        var receipt = Guid.CreateVersion7(clock.GetUtcNow());
        var content = await debts.ReadContentAsync(debt.InstalmentId, ct);
        var record = DeclaredReceipt.Of(
            session.Organization,
            debt,
            content,
            receipt,
            "assigned",
            ("payer-credit", ReceiptsTexts.OfPayerCredit),
            credit.PaidAt
        ) with
        {
            PaymentNote = reason,
            PaymentReference = credit.Iur,
        };
        // In the name of the receipt whose credit it is: the one made here brings no money.
        await ledger.PostAsync(
            PostingRules.AssignCredit(debt.Shares.TotalCents),
            new(debt.PositionId, debt.InstalmentId, Reference: Ids.Receipt(credit.ReceiptRecordId)),
            ct
        );
        _ =
            await payments.TakeAsync(PaymentSource.PayerCredit, record, debt.Shares, ct, debt)
            ?? throw new InvalidOperationException($"Receipt {record.Iur} is here already, under an identifier made just now.");
        return new(debt.InstalmentId, receipt, debt.Shares.TotalCents);
    }
}
