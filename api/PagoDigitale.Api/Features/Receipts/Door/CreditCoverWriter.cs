using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// What a payment owed back may turn out to be less than was used of it: the PSP revoked the payment, or its receipt tells of
/// less than the rendicontazione did. Notices that it was assigned to are owed again then, the last one first. Money that was
/// given back cannot be called back here: it stays an open correction case (<c>refunded</c>).
/// </summary>
public sealed class CreditCoverWriter(
    TenantSession session,
    PaymentReversalWriter reversals,
    ReceiptWriter receipts,
    InstalmentMarkWriter marks,
    PositionStateWriter states,
    LedgerWriter ledger,
    GivenBackWriter givenBack,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    private static string Reason => PayerCreditTexts.PaymentFell.Carried();

    public async Task CoverAsync(Guid receipt, CancellationToken ct)
    {
        var owedCents = await OwedAsync(receipt, ct);
        if (owedCents >= 0)
            return;
        var uses = await AssignedAsync(receipt, null, ct);
        foreach (var use in uses.TakeWhile(_ => owedCents < 0))
        {
            await WithdrawAsync(receipt, use, Reason, ct);
            owedCents += use.AmountCents;
        }
        // The debt of the payment itself may have been closed because all of its credit was used.
        if (uses.Count > 0)
            await givenBack.RefreshAsync(receipt, ct);
    }

    /// <summary>A person takes an assignment back.</summary>
    public async Task WithdrawAsync(Guid receipt, Guid use, string reason, CancellationToken ct)
    {
        await WithdrawAsync(receipt, (await AssignedAsync(receipt, use, ct)).Single(), reason, ct);
        await givenBack.RefreshAsync(receipt, ct);
    }

    /// <summary>The last one first.</summary>
    private Task<List<Use>> AssignedAsync(Guid receipt, Guid? use, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT u.use_id, u.amount_cents, u.assigned_receipt, u.instalment_id, i.position_id, i.notice_number
            FROM payer_credit_uses u JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = u.instalment_id
            WHERE u.organization_id = $1 AND u.receipt_record_id = $2 AND u.kind = 'assigned' AND u.withdrawn_at IS NULL
              AND ($3::uuid IS NULL OR u.use_id = $3)
            ORDER BY u.use_id DESC
            """,
            r => new Use(r.GetGuid(0), r.GetInt64(1), r.GetGuid(2), r.GetGuid(3), r.GetGuid(4), r.GetString(5)),
            ct,
            session.Organization,
            receipt,
            use
        );

    private async Task WithdrawAsync(Guid receipt, Use use, string reason, CancellationToken ct)
    {
        await session.ExecuteAsync(
            "SELECT 1 FROM door.positions WHERE organization_id = $1 AND position_id = $2 FOR UPDATE",
            ct,
            session.Organization,
            use.Position
        );
        await ledger.PostAsync(
            PostingRules.Undo(PostingRules.AssignCredit(use.AmountCents)),
            new(use.Position, use.Instalment, Reference: Ids.Receipt(receipt)),
            ct
        );
        await receipts.WithdrawAsync(use.AssignedReceipt, reason, ct);
        await reversals.TakeBackAsync(use.AssignedReceipt, use.Instalment, ct);
        await session.ExecuteAsync(
            """
            UPDATE payer_credit_uses SET withdrawn_at = $3, withdrawal_reason = $4 WHERE organization_id = $1 AND use_id = $2
            """,
            ct,
            session.Organization,
            use.Id,
            clock.GetUtcNow(),
            reason
        );
        await session.ExecuteAsync(
            "UPDATE receipts SET is_credit_used = false WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            receipt
        );
        await marks.RefreshAsync([use.Instalment], ct);
        await states.RecomputeAsync([use.Position], ct);
        await events.EmitAsync(
            receipt,
            r => new ReceiptCreditAssignmentWithdrawn(
                r,
                use.AmountCents,
                use.NoticeNumber,
                Ids.Receipt(use.AssignedReceipt),
                ReasonText.InEnglish(reason)
            ),
            ct
        );
    }

    private Task<long> OwedAsync(Guid receipt, CancellationToken ct) =>
        session.ScalarAsync<long>(
            """
            SELECT coalesce(sum(CASE WHEN credit = 'payer-credits' THEN amount_cents ELSE -amount_cents END), 0)::bigint FROM door.postings
            WHERE organization_id = $1 AND reference = $2 AND 'payer-credits' IN (debit, credit)
            """,
            ct,
            session.Organization,
            Ids.Receipt(receipt)
        );

    private sealed record Use(Guid Id, long AmountCents, Guid AssignedReceipt, Guid Instalment, Guid Position, string NoticeNumber);
}
