using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// What a second payment, or an excess, owes back leaves the payer's credits in one of two ways: it pays another notice, or it
/// is given back.
/// </summary>
public sealed class PayerCreditWriter(
    TenantSession session,
    PayerCreditSourceWriter sources,
    CreditPaymentWriter payments,
    LedgerWriter ledger,
    GivenBackWriter givenBack,
    ReceiptQueries queries,
    EventLog events,
    TimeProvider clock
)
{
    public async Task<Outcome<ReceiptModel>> AssignAsync(string receipt, PayerCreditAssignment input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ApiError.NotFound("Receipt", receipt);
        var credit = new PayerCredit(source.Id, source.ReceiptId, source.PaidAt, source.CreditCents);
        var paid = await payments.PayAsync(input.NoticeNumber, credit, input.Reason, ct);
        if (paid.Error is { } refused)
            return refused;
        await RecordAsync(
            source,
            "assigned",
            paid.Value!.AmountCents,
            paid.Value.InstalmentId,
            paid.Value.ReceiptRecordId,
            null,
            input.Reason,
            ct
        );
        await events.EmitAsync(
            "receipt.credit-assigned",
            "receipt",
            receipt,
            new
            {
                noticeNumber = input.NoticeNumber,
                amountCents = paid.Value.AmountCents,
                assignedReceiptId = PublicId.Format(ReceiptRow.Prefix, paid.Value.ReceiptRecordId),
                reason = input.Reason,
            },
            ct
        );
        return await queries.ReadAsync(receipt, ct);
    }

    public async Task<Outcome<ReceiptModel>> RefundAsync(string receipt, PayerCreditRefund input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ApiError.NotFound("Receipt", receipt);
        if (input.RefundedOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(
                new FieldError(
                    "refundedOn",
                    "refunded-on-future",
                    $"{input.RefundedOn:yyyy-MM-dd} has not come yet",
                    "Record the refund once it is made."
                )
            );
        var isKnown = await RestoreAsync(source, input, ct);
        if (!isKnown && input.AmountCents > source.CreditCents)
            return CreditPaymentWriter.TooLow(source.CreditCents, input.AmountCents);
        await ledger.PostAsync(PostingRules.RefundCredit(input.AmountCents), source.Subject, ct);
        if (isKnown)
            await CloseAsync(source, input.AmountCents, ct);
        else
            await RecordAsync(source, "refunded", input.AmountCents, null, null, input.RefundedOn, input.Reason, ct);
        await events.EmitAsync(
            "receipt.credit-refunded",
            "receipt",
            receipt,
            new
            {
                amountCents = input.AmountCents,
                refundedOn = input.RefundedOn,
                reason = input.Reason,
            },
            ct
        );
        return await queries.ReadAsync(receipt, ct);
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

    private async Task RecordAsync(
        PayerCreditSource source,
        string kind,
        long cents,
        Guid? instalment,
        Guid? receipt,
        DateOnly? day,
        string reason,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO payer_credit_uses (organization_id, use_id, receipt_record_id, kind, amount_cents, instalment_id, assigned_receipt,
                refunded_on, reason, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            ct,
            session.Organization,
            Guid.CreateVersion7(now),
            source.Id,
            kind,
            cents,
            instalment,
            receipt,
            day,
            reason,
            now
        );
        await CloseAsync(source, cents, ct);
    }

    private async Task CloseAsync(PayerCreditSource source, long cents, CancellationToken ct)
    {
        var isUsed = cents >= source.CreditCents;
        await sources.MarkUsedAsync(source.Id, isUsed, ct);
        if (isUsed)
            await givenBack.RefreshAsync(source.Id, ct);
    }
}
