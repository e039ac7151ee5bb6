using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>A payment the node tells of. <paramref name="Received"/> splits it by beneficiary.</summary>
public sealed record ReceiptPayment(Guid ReceiptRecordId, string NoticeNumber, long AmountCents, Shares Received, DateTimeOffset PaidAt);

public sealed record AppliedReceipt(ReceiptClassification Classification, Guid PositionId, Guid InstalmentId);

/// <summary>Applies payments to instalments: state, ledger, event, in the caller's transaction.</summary>
public sealed class PaymentWriter(TenantSession session, PositionStateWriter states, LedgerWriter ledger, EventLog events)
{
    /// <summary>Null when the notice is not in the archive. Never refuses: the money has moved.</summary>
    public async Task<AppliedReceipt?> ApplyReceiptAsync(ReceiptPayment payment, CancellationToken ct)
    {
        // The locks make two receipts for one notice, or a receipt and a cancellation, happen one after the other.
        var rows = await session.QueryAsync("""
            SELECT i.instalment_id, i.position_id, i.state, i.amount_cents, i.receipt_record_id IS NOT NULL OR i.is_paid_outside_node,
                (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM transfers t
                    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1)
            FROM positions p JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
            WHERE p.organization_id = $1 AND i.notice_number = $2
            FOR UPDATE OF p, i
            """, r => new Owed(r.GetGuid(0), r.GetGuid(1), StateText.Parse<InstalmentState>(r.GetString(2)), r.GetInt64(3), r.GetBoolean(4), r.GetInt64(5)), ct,
            session.Organization, payment.NoticeNumber);
        if (rows.Count == 0)
            return null;
        var owed = rows[0];
        var classification = Classify(owed, payment);
        var subject = new PostingSubject(owed.PositionId, owed.InstalmentId, Reference: PublicId.Format("rcp", payment.ReceiptRecordId));
        await ledger.PostAsync(PostingRules.Pay(Outstanding(owed), payment.Received), subject, ct);
        if (!owed.IsPaid)
            await MarkPaidAsync(owed, payment, ct);
        return new(classification, owed.PositionId, owed.InstalmentId);
    }

    private async Task MarkPaidAsync(Owed owed, ReceiptPayment payment, CancellationToken ct)
    {
        var state = InstalmentLifeCycle.Decide(owed.State, InstalmentEvent.Pay) is { IsMoved: true } decision ? decision.State : owed.State;
        await session.ExecuteAsync("""
            UPDATE instalments SET state = $3, paid_at = $4, paid_cents = $5, receipt_record_id = $6, payment_in_progress_until = NULL
            WHERE organization_id = $1 AND instalment_id = $2
            """, ct, session.Organization, owed.InstalmentId, StateText.Of(state), payment.PaidAt, payment.AmountCents, payment.ReceiptRecordId);
        await states.RecomputeAsync([owed.PositionId], ct);
        await events.EmitAsync("position.paid", "position", PublicId.Format("pos", owed.PositionId),
            new { noticeNumber = payment.NoticeNumber, amountCents = payment.AmountCents, paidAt = payment.PaidAt }, ct);
    }

    private static ReceiptClassification Classify(Owed owed, ReceiptPayment payment) =>
        owed.IsPaid ? ReceiptClassification.DuplicatePayment
        : owed.State is not (InstalmentState.Unpaid or InstalmentState.Reported or InstalmentState.Reconciled) ? ReceiptClassification.StateMismatch
        : owed.AmountCents != payment.AmountCents ? ReceiptClassification.AmountMismatch
        : ReceiptClassification.Regular;

    /// <summary>A draft was never issued; what was cancelled or replaced has been released; what was paid is settled.</summary>
    private static Shares Outstanding(Owed owed) =>
        owed.IsPaid || owed.State is InstalmentState.Draft or InstalmentState.Cancelled or InstalmentState.Replaced
            ? default
            : new(owed.OwnCents, owed.AmountCents - owed.OwnCents);

    /// <param name="IsPaid">With a receipt, or outside the node. Reported alone is not enough: that row may come before the receipt.</param>
    private sealed record Owed(Guid InstalmentId, Guid PositionId, InstalmentState State, long AmountCents, bool IsPaid, long OwnCents);
}
