using FluentValidation;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record PayerCreditRefund
{
    public required long AmountCents { get; init; }
    public required DateOnly RefundedOn { get; init; }
    public required string Reason { get; init; }
}

public sealed class PayerCreditRefundValidator : AbstractValidator<PayerCreditRefund>
{
    public PayerCreditRefundValidator()
    {
        RuleFor(x => x.AmountCents)
            .InclusiveBetween(1, 99_999_999_999)
            .Otherwise("amount-invalid", PayerCreditTexts.NoAmount, PayerCreditTexts.GiveRefundedCents);
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

/// <summary>What a second payment, or an excess, owes back is given back.</summary>
public sealed class RefundPayerCreditHandler(
    TenantSession session,
    PayerCreditSourceWriter sources,
    PayerCreditUseWriter uses,
    LedgerWriter ledger,
    ReadReceiptHandler read,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<ReceiptModel>> RunAsync(string receipt, PayerCreditRefund input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ReceiptRow.NotFound(receipt);
        if (input.RefundedOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(
                new FieldError(
                    "refundedOn",
                    "refunded-on-future",
                    PayerCreditTexts.NotYet.With(input.RefundedOn),
                    PayerCreditTexts.RecordOnceMade
                )
            );
        var isKnown = await RestoreAsync(source, input, ct);
        if (!isKnown && input.AmountCents > source.CreditCents)
            return CreditPaymentWriter.TooLow(source.CreditCents, input.AmountCents);
        await ledger.PostAsync(PostingRules.RefundCredit(input.AmountCents), source.Subject, ct);
        if (isKnown)
            await uses.CloseAsync(source, input.AmountCents, ct);
        else
            await uses.RecordAsync(source, "refunded", input.AmountCents, null, null, input.RefundedOn, input.Reason, ct);
        await events.EmitAsync(source.Id, r => new ReceiptCreditRefunded(r, input.AmountCents, input.RefundedOn, input.Reason), ct);
        return await read.RunAsync(receipt, ct);
    }

    /// <summary>
    /// A refund of this amount and day that was taken back by mistake, where it cannot be a new one: it was made, whatever is owed
    /// back by now.
    /// </summary>
    private async Task<bool> RestoreAsync(PayerCreditSource source, PayerCreditRefund input, CancellationToken ct) =>
        input.AmountCents > source.CreditCents
        && await session.ExecuteAsync(
            """
            UPDATE payer_credit_uses SET withdrawn_at = NULL, withdrawal_reason = NULL, reason = $5
            WHERE organization_id = $1 AND use_id = (
                SELECT use_id FROM payer_credit_uses
                WHERE organization_id = $1 AND receipt_record_id = $2 AND kind = 'refunded' AND withdrawn_at IS NOT NULL
                  AND amount_cents = $3 AND refunded_on = $4 ORDER BY use_id LIMIT 1)
            """,
            ct,
            session.Organization,
            source.Id,
            input.AmountCents,
            input.RefundedOn,
            input.Reason
        ) == 1;
}
