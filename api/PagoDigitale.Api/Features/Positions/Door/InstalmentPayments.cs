using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>A debt that rows of rendicontazioni settle, as a whole or in part.</summary>
/// <param name="PaidAt">Null while only a part is told.</param>
public sealed record ReportedInstalment(Guid InstalmentId, Guid Receipt, long PaidCents, DateTimeOffset? PaidAt);

/// <summary>A receipt that pays a debt as a whole.</summary>
public sealed record PaidInstalment(OwedDebt Owed, Guid Receipt, DateTimeOffset PaidAt, long PaidCents);

/// <summary>What was written off of a debt, and is owed again.</summary>
public sealed record RestoredDischarge(Guid PositionId, Shares Shares);

/// <summary>
/// Which payment is whose: instalments get the receipt that pays them, and lose it. The caller has locked the position, and has
/// its state computed afterwards (<see cref="PositionStateWriter"/>, <see cref="InstalmentMarkWriter"/>).
/// </summary>
public sealed class InstalmentPayments(TenantSession session)
{
    /// <summary>A receipt pays the debt, whatever its state is: the money has moved.</summary>
    public Task PayAsync(IReadOnlyList<PaidInstalment> paid, CancellationToken ct) =>
        session.SendAsync(
            """
            UPDATE instalments i SET state = n.state, paid_at = n.paid_at, paid_cents = n.cents, receipt_record_id = n.receipt,
                payment_in_progress_until = NULL, is_settled_in_part = false,
                state_before_report = CASE WHEN i.state IN ('paid', 'reported', 'reconciled') THEN i.state_before_report ELSE i.state END
            FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::bigint[], $6::uuid[])
                AS n(instalment, state, paid_at, cents, receipt)
            WHERE i.organization_id = $1 AND i.instalment_id = n.instalment
            """,
            ct,
            session.Organization,
            paid.Select(p => p.Owed.InstalmentId).ToArray(),
            paid.Select(p => StateText.Of(InstalmentLifeCycle.Decide(p.Owed.State, InstalmentEvent.Pay).State)).ToArray(),
            paid.Select(p => p.PaidAt.ToUniversalTime()).ToArray(),
            paid.Select(p => p.PaidCents).ToArray(),
            paid.Select(p => p.Receipt).ToArray()
        );

    /// <summary>
    /// The organization declares that the debt is paid as a whole: at its counter, by a bank transfer, with a payer's credit.
    /// </summary>
    public Task DeclarePaidAsync(OwedDebt owed, Guid receipt, DateTimeOffset paidAt, bool isOutsideNode, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE instalments SET state = $3, paid_at = $4, paid_cents = amount_cents, receipt_record_id = $5,
                is_paid_outside_node = $6, payment_in_progress_until = CASE WHEN $6 THEN payment_in_progress_until END
            WHERE organization_id = $1 AND instalment_id = $2
            """,
            ct,
            session.Organization,
            owed.InstalmentId,
            StateText.Of(InstalmentLifeCycle.Decide(owed.State, InstalmentEvent.PayOutsideNode).State),
            paidAt.ToUniversalTime(),
            receipt,
            isOutsideNode
        );

    /// <summary>As one set: a flow may tell of a hundred thousand payments.</summary>
    public Task SettleReportedAsync(IReadOnlyList<ReportedInstalment> told, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE instalments i SET receipt_record_id = n.receipt, paid_cents = n.cents, paid_at = n.paid_at,
                payment_in_progress_until = NULL, is_settled_in_part = n.paid_at IS NULL
            FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[]) AS n(instalment, receipt, cents, paid_at)
            WHERE i.organization_id = $1 AND i.instalment_id = n.instalment
            """,
            ct,
            session.Organization,
            told.Select(p => p.InstalmentId).ToArray(),
            told.Select(p => p.Receipt).ToArray(),
            told.Select(p => p.PaidCents).ToArray(),
            told.Select(p => p.PaidAt).ToArray()
        );

    /// <summary>The node's receipt says when the debt was paid, and tells the same money as the one that it replaces.</summary>
    public Task ConfirmAsync(Guid instalment, Guid receipt, DateTimeOffset paidAt, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE instalments SET paid_at = $3, is_settled_in_part = false
            WHERE organization_id = $1 AND receipt_record_id = $2 AND instalment_id = $4
            """,
            ct,
            session.Organization,
            receipt,
            paidAt.ToUniversalTime(),
            instalment
        );

    /// <summary>
    /// The receipt pays the debt no more. What was written off was the rest of this payment, and is owed again with it: a notice can
    /// only be paid as a whole.
    /// </summary>
    /// <returns>Whether it had paid the debt, and what was restored.</returns>
    public async Task<(bool WasPayment, RestoredDischarge? Restored)> ReleaseAsync(Guid receipt, Guid instalment, CancellationToken ct)
    {
        var discharged = await session.QueryAsync(
            """
            SELECT position_id, discharged_own_cents, discharged_others_cents FROM instalments
            WHERE organization_id = $1 AND instalment_id = $2 AND receipt_record_id = $3
              AND discharged_own_cents + discharged_others_cents > 0
            """,
            r => new RestoredDischarge(r.GetGuid(0), new Shares(r.GetInt64(1), r.GetInt64(2))),
            ct,
            session.Organization,
            instalment,
            receipt
        );
        var released = await session.ExecuteAsync(
            """
            UPDATE instalments SET receipt_record_id = NULL, paid_at = NULL, paid_cents = NULL, is_paid_outside_node = false,
                discharged_own_cents = 0, discharged_others_cents = 0
            WHERE organization_id = $1 AND instalment_id = $2 AND receipt_record_id = $3
            """,
            ct,
            session.Organization,
            instalment,
            receipt
        );
        return (released == 1, discharged.SingleOrDefault());
    }

    /// <summary>Only so that the receipt can be applied anew to the same debt.</summary>
    public Task DetachAsync(Guid receipt, string noticeNumber, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE instalments SET receipt_record_id = NULL
            WHERE organization_id = $1 AND notice_number = $2 AND receipt_record_id = $3
            """,
            ct,
            session.Organization,
            noticeNumber,
            receipt
        );

    /// <summary>
    /// Money that came for a debt which was not owed any more, was given back, and the debt is what it was before; or came back
    /// again, and the debt is paid.
    /// </summary>
    /// <returns>The position, where the receipt is that of such a debt.</returns>
    public async Task<Guid?> GiveBackAsync(
        Guid receipt,
        Guid instalment,
        bool isGivenBack,
        DateTimeOffset paidAt,
        long paidCents,
        CancellationToken ct
    )
    {
        var released = await session.QueryAsync(
            """
            UPDATE instalments SET paid_at = CASE WHEN $4 THEN NULL ELSE $5 END,
                paid_cents = CASE WHEN $4 THEN NULL ELSE $6 END,
                state = CASE WHEN $4 OR state IN ('paid', 'reported', 'reconciled') THEN state ELSE 'paid' END,
                state_before_report =
                    CASE WHEN $4 OR state IN ('paid', 'reported', 'reconciled') THEN state_before_report ELSE state END
            WHERE organization_id = $1 AND instalment_id = $2 AND receipt_record_id = $3 AND is_released
            RETURNING position_id
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            instalment,
            receipt,
            isGivenBack,
            paidAt.ToUniversalTime(),
            paidCents
        );
        return released.Count == 0 ? null : released[0];
    }
}
