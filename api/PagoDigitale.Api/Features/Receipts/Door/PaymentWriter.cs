using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <param name="ReceiptRecordId">Key of the receipt's row, which the caller writes in the same transaction, before or after.</param>
/// <param name="Received">Sum of the receipt's transfers: our own and those of other beneficiaries.</param>
/// <param name="IsPrimary">False for a receipt of another organization's notice on which we have a share.</param>
/// <param name="WithheldCents">What of our own was given back or assigned before: money that is not here any more pays nothing.</param>
public sealed record ReceivedPayment(
    Guid ReceiptRecordId,
    string NoticeNumber,
    Shares Received,
    DateTimeOffset PaidAt,
    bool IsPrimary = true,
    long WithheldCents = 0
)
{
    public Shares Here => Received with { OwnCents = Received.OwnCents - WithheldCents };
}

public sealed record AppliedPayment(ReceiptClassification Classification, Guid? PositionId = null, Guid? InstalmentId = null)
{
    public string ClassificationText => StateText.Of(Classification);
}

/// <summary>
/// Applies the money that comes in. A payment is never refused: the money has moved. The row of the instalment is locked, so
/// of two receipts for one notice arriving together one pays and the other is the duplicate.
/// </summary>
public sealed class PaymentWriter(TenantSession session, LedgerWriter ledger, PositionStateWriter states, EventLog events)
{
    public async Task<AppliedPayment> ApplyReceiptAsync(ReceivedPayment payment, CancellationToken ct)
    {
        var reference = Ids.Receipt(payment.ReceiptRecordId);
        if (!payment.IsPrimary)
        {
            // The debt is on the books of the organization that issued the notice: here the share is owed and paid at once.
            var share = new Shares(payment.Received.OwnCents);
            await ledger.PostAsync([.. PostingRules.Issue(share), .. PostingRules.Pay(share, share)], new(Reference: reference), ct);
            return new(ReceiptClassification.Regular);
        }
        if (await FindAsync(payment.NoticeNumber, ct) is not { } owed)
        {
            await ledger.PostAsync(PostingRules.Pay(default, payment.Received), new(Reference: reference), ct);
            return new(ReceiptClassification.UnknownNotice);
        }
        var subject = new PostingSubject(owed.PositionId, owed.InstalmentId, Reference: reference);
        if (owed.ReceiptRecordId is { } earlier)
        {
            if (earlier == payment.ReceiptRecordId)
                return new(Classify(owed, payment), owed.PositionId, owed.InstalmentId);
            await ledger.PostAsync(PostingRules.Pay(default, payment.Received), subject, ct);
            await events.EmitAsync(
                "position.paid-twice",
                "position",
                Ids.Position(owed.PositionId),
                new { owed.NoticeNumber, receiptId = reference },
                ct
            );
            return new(ReceiptClassification.DuplicatePayment, owed.PositionId, owed.InstalmentId);
        }
        await PayAsync(owed, payment, subject, ct);
        return new(Classify(owed, payment), owed.PositionId, owed.InstalmentId);
    }

    /// <summary>
    /// For paGetPayment: until the given moment changes warn and a cancellation asks for force. One statement, on unpaid instalments only;
    /// false when the instalment is not unpaid any more.
    /// </summary>
    public async Task<bool> MarkInProgressAsync(Guid instalmentId, DateTimeOffset until, CancellationToken ct) =>
        await session.ExecuteAsync(
            """
            UPDATE instalments SET payment_in_progress_until = greatest(payment_in_progress_until, $3)
            WHERE organization_id = $1 AND instalment_id = $2 AND state = 'unpaid'
            """,
            ct,
            session.Organization,
            instalmentId,
            until
        ) == 1;

    internal async Task EmitPaidAsync(Guid positionId, string noticeNumber, Guid receiptRecordId, CancellationToken ct)
    {
        var state = await session.ScalarAsync<string>(
            "SELECT state FROM positions WHERE organization_id = $1 AND position_id = $2",
            ct,
            session.Organization,
            positionId
        );
        var isPartial = state == StateText.Of(PositionState.PartiallyPaid);
        await events.EmitAsync(
            isPartial ? "position.partially-paid" : "position.paid",
            "position",
            Ids.Position(positionId),
            new
            {
                noticeNumber,
                receiptId = Ids.Receipt(receiptRecordId),
                state,
            },
            ct
        );
    }

    private async Task PayAsync(Owed owed, ReceivedPayment payment, PostingSubject subject, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            UPDATE instalments SET state = $3, paid_at = $4, paid_cents = $5, receipt_record_id = $6, payment_in_progress_until = NULL, is_settled_in_part = false,
                state_before_report = CASE WHEN state IN ('paid', 'reported', 'reconciled') THEN state_before_report ELSE state END
            WHERE organization_id = $1 AND instalment_id = $2
            """,
            ct,
            session.Organization,
            owed.InstalmentId,
            StateText.Of(InstalmentLifeCycle.Decide(owed.State, InstalmentEvent.Pay).State),
            payment.PaidAt.ToUniversalTime(),
            payment.Here.TotalCents,
            payment.ReceiptRecordId
        );
        var postings = new List<Posting>();
        if (owed.State == InstalmentState.Draft)
            postings.AddRange(PostingRules.Issue(owed.Shares));
        var payable = owed.Shares with { OwnCents = Math.Min(owed.Shares.OwnCents, payment.Here.OwnCents) };
        postings.AddRange(PostingRules.Pay(owed.IsReleased ? default : payable, payment.Received));
        await ledger.PostAsync(postings, subject, ct);
        await states.RecomputeAsync([owed.PositionId], ct);
        await EmitPaidAsync(owed.PositionId, owed.NoticeNumber, payment.ReceiptRecordId, ct);
    }

    private static ReceiptClassification Classify(Owed owed, ReceivedPayment payment) =>
        owed.IsReleased || owed.State == InstalmentState.Draft ? ReceiptClassification.StateMismatch
        : payment.Received != owed.Shares || payment.WithheldCents > 0 ? ReceiptClassification.AmountMismatch
        : ReceiptClassification.Regular;

    private async Task<Owed?> FindAsync(string noticeNumber, CancellationToken ct)
    {
        if (await LockAsync(noticeNumber, ct) is { } owed)
            return owed;
        await NoticeBarrier.WaitAsync(session, ct);
        return await LockAsync(noticeNumber, ct);
    }

    /// <summary>The position before the instalment, as everybody does.</summary>
    private async Task<Owed?> LockAsync(string noticeNumber, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            SELECT 1 FROM positions p WHERE p.organization_id = $1
                AND p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = $2) FOR UPDATE
            """,
            ct,
            session.Organization,
            noticeNumber
        );
        await session.ExecuteAsync(
            "SELECT 1 FROM instalments WHERE organization_id = $1 AND notice_number = $2 FOR UPDATE",
            ct,
            session.Organization,
            noticeNumber
        );
        var rows = await session.QueryAsync(
            """
            SELECT i.position_id, i.instalment_id, i.notice_number, i.state, i.is_released, i.receipt_record_id, i.amount_cents,
                coalesce((SELECT sum(t.amount_cents) FROM transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1), 0)::bigint
            FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = $2
            """,
            r => new Owed(
                r.GetGuid(0),
                r.GetGuid(1),
                r.GetString(2),
                StateText.Parse<InstalmentState>(r.GetString(3)),
                r.GetBoolean(4),
                r.IsDBNull(5) ? null : r.GetGuid(5),
                new Shares(r.GetInt64(7), r.GetInt64(6) - r.GetInt64(7))
            ),
            ct,
            session.Organization,
            noticeNumber
        );
        return rows.Count == 0 ? null : rows[0];
    }

    private sealed record Owed(
        Guid PositionId,
        Guid InstalmentId,
        string NoticeNumber,
        InstalmentState State,
        bool IsReleased,
        Guid? ReceiptRecordId,
        Shares Shares
    );
}
