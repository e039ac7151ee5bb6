using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>What a receipt turned out to be.</summary>
public enum ReceiptClassification
{
    Regular,
    DuplicatePayment,
    UnknownNotice,
    AmountMismatch,
    StateMismatch,
    OutsideNode,
}

public sealed record ReceivedPayment(Guid ReceiptRecordId, string NoticeNumber, Shares Received, DateTimeOffset PaidAt, bool IsPrimary = true);

public sealed record AppliedPayment(ReceiptClassification Classification, Guid? PositionId = null, Guid? InstalmentId = null)
{
    public string ClassificationText => StateText.Of(Classification);
}

/// <summary>Applies payments to instalments: state, ledger, event, in the caller's transaction.</summary>
public sealed class PaymentWriter(TenantSession session, PositionStateWriter states, LedgerWriter ledger, EventLog events)
{
    public async Task<AppliedPayment> ApplyReceiptAsync(ReceivedPayment payment, CancellationToken ct)
    {
        var reference = PublicId.Format("rcp", payment.ReceiptRecordId);
        if (!payment.IsPrimary)
        {
            var share = new Shares(payment.Received.OwnCents);
            await ledger.PostAsync([.. PostingRules.Issue(share), .. PostingRules.Pay(share, share)], new(Reference: reference), ct);
            return new(ReceiptClassification.Regular);
        }
        var rows = await session.QueryAsync("""
            SELECT i.instalment_id, i.position_id, i.state, i.amount_cents, i.receipt_record_id IS NOT NULL,
                (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM transfers t
                    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1)
            FROM positions p JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
            WHERE p.organization_id = $1 AND i.notice_number = $2
            FOR UPDATE OF p, i
            """, r => new Owed(r.GetGuid(0), r.GetGuid(1), StateText.Parse<InstalmentState>(r.GetString(2)), r.GetInt64(3), r.GetBoolean(4), r.GetInt64(5)), ct,
            session.Organization, payment.NoticeNumber);
        if (rows.Count == 0)
        {
            await ledger.PostAsync(PostingRules.Pay(default, payment.Received), new(Reference: reference), ct);
            return new(ReceiptClassification.UnknownNotice);
        }
        var owed = rows[0];
        await ledger.PostAsync(PostingRules.Pay(Outstanding(owed), payment.Received), new(owed.PositionId, owed.InstalmentId, Reference: reference), ct);
        if (!owed.IsPaid)
            await MarkPaidAsync(owed, payment, ct);
        return new(Classify(owed, payment), owed.PositionId, owed.InstalmentId);
    }

    private async Task MarkPaidAsync(Owed owed, ReceivedPayment payment, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            UPDATE instalments SET state = $3, paid_at = $4, paid_cents = $5, receipt_record_id = $6, payment_in_progress_until = NULL
            WHERE organization_id = $1 AND instalment_id = $2
            """, ct, session.Organization, owed.InstalmentId, StateText.Of(InstalmentLifeCycle.Decide(owed.State, InstalmentEvent.Pay).State),
            payment.PaidAt, payment.Received.TotalCents, payment.ReceiptRecordId);
        await states.RecomputeAsync([owed.PositionId], ct);
        await events.EmitAsync("position.paid", "position", PublicId.Format("pos", owed.PositionId), new { noticeNumber = payment.NoticeNumber }, ct);
    }

    private static ReceiptClassification Classify(Owed owed, ReceivedPayment payment) =>
        owed.IsPaid ? ReceiptClassification.DuplicatePayment
        : owed.State is not (InstalmentState.Unpaid or InstalmentState.Expired or InstalmentState.Reported or InstalmentState.Reconciled) ? ReceiptClassification.StateMismatch
        : owed.AmountCents != payment.Received.TotalCents ? ReceiptClassification.AmountMismatch
        : ReceiptClassification.Regular;

    private static Shares Outstanding(Owed owed) =>
        owed.IsPaid || owed.State is InstalmentState.Draft or InstalmentState.Cancelled or InstalmentState.Replaced
            ? default
            : new(owed.OwnCents, owed.AmountCents - owed.OwnCents);

    private sealed record Owed(Guid InstalmentId, Guid PositionId, InstalmentState State, long AmountCents, bool IsPaid, long OwnCents);
}
