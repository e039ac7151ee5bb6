using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// What a second payment, or an excess, owes back leaves the payer's credits in one of two ways: it pays another notice, or it
/// is given back. The receipt's row is locked, so that one credit is not used twice at one moment.
/// </summary>
public sealed class PayerCreditWriter(
    TenantSession session, PayerCreditQueries credits, CreditPaymentWriter payments, LedgerWriter ledger, GivenBackWriter givenBack,
    ReceiptQueries queries, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<ReceiptModel>> AssignAsync(string receipt, PayerCreditAssignment input, CancellationToken ct)
    {
        if (await LockAsync(receipt, ct) is not { } source)
            return ApiError.NotFound("Receipt", receipt);
        var paid = await payments.PayAsync(input.NoticeNumber, new(source.Id, source.ReceiptId, source.PaidAt, source.CreditCents), input.Reason, ct);
        if (paid.Error is { } refused)
            return refused;
        await RecordAsync(source, "assigned", paid.Value!.AmountCents, paid.Value.InstalmentId, paid.Value.ReceiptRecordId, null, input.Reason, ct);
        await events.EmitAsync("receipt.credit-assigned", "receipt", receipt,
            new
            {
                noticeNumber = input.NoticeNumber, amountCents = paid.Value.AmountCents, assignedReceiptId = PublicId.Format(ReceiptRow.Prefix, paid.Value.ReceiptRecordId),
                reason = input.Reason,
            }, ct);
        return await queries.ReadAsync(receipt, ct);
    }

    public async Task<Outcome<ReceiptModel>> RefundAsync(string receipt, PayerCreditRefund input, CancellationToken ct)
    {
        if (await LockAsync(receipt, ct) is not { } source)
            return ApiError.NotFound("Receipt", receipt);
        if (input.RefundedOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(new FieldError("refundedOn", "refunded-on-future", $"{input.RefundedOn:yyyy-MM-dd} has not come yet", "Record the refund once it is made."));
        if (input.AmountCents > source.CreditCents)
            return CreditPaymentWriter.TooLow(source.CreditCents, input.AmountCents);
        await ledger.PostAsync(PostingRules.RefundCredit(input.AmountCents), new(source.PositionId, source.InstalmentId, Reference: receipt), ct);
        await RecordAsync(source, "refunded", input.AmountCents, null, null, input.RefundedOn, input.Reason, ct);
        await events.EmitAsync("receipt.credit-refunded", "receipt", receipt, new { amountCents = input.AmountCents, refundedOn = input.RefundedOn, reason = input.Reason }, ct);
        return await queries.ReadAsync(receipt, ct);
    }

    private async Task<Source?> LockAsync(string receipt, CancellationToken ct)
    {
        if (!PublicId.TryParse(receipt, ReceiptRow.Prefix, out var id))
            return null;
        var found = await session.QueryAsync("SELECT receipt_id, paid_at, position_id, instalment_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2 FOR UPDATE",
            r => new Source(id, r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.IsDBNull(3) ? null : r.GetGuid(3), 0), ct, session.Organization, id);
        return found.Count == 0 ? null : found[0] with { CreditCents = (await credits.OfAsync([id], ct)).GetValueOrDefault(id) };
    }

    private async Task RecordAsync(Source source, string kind, long cents, Guid? instalment, Guid? receipt, DateOnly? day, string reason, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            INSERT INTO payer_credit_uses (organization_id, use_id, receipt_record_id, kind, amount_cents, instalment_id, assigned_receipt, refunded_on, reason, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, ct, session.Organization, Guid.CreateVersion7(clock.GetUtcNow()), source.Id, kind, cents, instalment, receipt, day, reason, clock.GetUtcNow());
        await session.ExecuteAsync("UPDATE receipts SET is_credit_used = $3 WHERE organization_id = $1 AND receipt_record_id = $2", ct, session.Organization, source.Id, cents == source.CreditCents);
        if (cents == source.CreditCents)
            await givenBack.RefreshAsync(source.Id, ct);
    }

    private sealed record Source(Guid Id, string ReceiptId, DateTimeOffset PaidAt, Guid? PositionId, Guid? InstalmentId, long CreditCents);
}
