using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Undoes what a receipt did: a payment outside the node that was declared by mistake, a proof that a revision took away, a
/// payment that its PSP revoked, or one that the node's own receipt replaces. The ledger gets the same entries the other way round;
/// where another payment of the same debt was a duplicate until now, it is the payment from here on. The caller refreshes the
/// instalment's state.
/// </summary>
public sealed class PaymentReversalWriter(
    TenantSession session,
    LedgerWriter ledger,
    TakePayment payments,
    OwedDebts debts,
    InstalmentPayments instalments,
    ReceiptWriter receipts,
    PartRevocationWriter parts,
    PaymentOptionWriter options,
    AccertamentoChanges changes,
    PositionEventWriter events
)
{
    private static readonly SqlText _cameWhileCancelled = SqlText.Statement(typeof(PaymentReversalWriter), "CameWhileCancelled.sql");

    private static readonly SqlText _waitingOptions = SqlText.Statement(
        typeof(PaymentReversalWriter),
        "WaitingOptions.sql",
        ("options_max", $"{PaymentOptions.OptionsMax}")
    );

    private const string WriteOffFell = "The payment whose rest was written off was taken back, or brought another amount";

    /// <param name="instalment">Null for a payment of no position here; a share of another organization's notice is owed no more
    /// then.</param>
    public async Task TakeBackAsync(Guid receipt, Guid? instalment, CancellationToken ct)
    {
        await ReverseAsync(receipt, ct, isIssuedToo: instalment is null);
        if (instalment is { } paid && await ReleaseAsync(receipt, paid, ct) && !await PromoteAsync(paid, ct))
            await PromoteOptionAsync(paid, ct);
    }

    /// <summary>
    /// The node's receipt of a payment that only a rendicontazione had told of: it takes the place of the one made then, under
    /// the same identifier. Where it tells the same shares nothing is posted.
    /// </summary>
    /// <param name="record">With the key of the receipt that is here.</param>
    public async Task<AppliedPayment> CompleteAsync(ReceiptRecord record, Shares received, CancellationToken ct)
    {
        await debts.LockPositionAsync(record.NoticeNumber, ct);
        var before = (
            await session.QueryAsync(
                """
                SELECT c.classification, c.position_id, c.instalment_id, coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1),
                    0)::bigint,
                    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint,
                    c.withdrawn_at IS NOT NULL OR EXISTS (
                        SELECT FROM door.transfers o WHERE o.organization_id = $1 AND o.instalment_id = c.instalment_id
                            AND o.beneficiary = $1 AND NOT EXISTS (
                            SELECT FROM receipt_transfers p
                            WHERE p.organization_id = $1 AND p.receipt_record_id = c.receipt_record_id
                                AND p.transfer_index = o.transfer_index))
                FROM receipts c LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
                WHERE c.organization_id = $1 AND c.receipt_record_id = $2 GROUP BY c.receipt_record_id, c.classification, c.position_id,
                    c.instalment_id, c.withdrawn_at
                """,
                r =>
                    (
                        Applied: new AppliedPayment(StateText.Parse<ReceiptClassification>(r.GetString(0)), r.GetGuid(1), r.GetGuid(2)),
                        Shares: new Shares(r.GetInt64(3), r.GetInt64(4)),
                        IsIncomplete: r.GetBoolean(5)
                    ),
                ct,
                session.Organization,
                record.Id
            )
        ).Single();
        await receipts.ReplaceReportedAsync(record, ct);
        await changes.NoteAsync([before.Applied.InstalmentId!.Value], ct);
        // The others' shares of a second payment are between them and the payer: they never were in the ledger.
        // One that told of some transfers only, or of none any more, was not classified as what it is now.
        if (
            !before.IsIncomplete
            && (
                before.Shares == received
                || (before.Applied.Classification == ReceiptClassification.DuplicatePayment && before.Shares.OwnCents == received.OwnCents)
            )
        )
        {
            await instalments.ConfirmAsync(before.Applied.InstalmentId!.Value, record.Id, record.PaidAt, ct);
            return before.Applied;
        }
        await ReverseAsync(record.Id, ct);
        await ReleaseAsync(record.Id, before.Applied.InstalmentId!.Value, ct);
        // What was revoked may be so no more; the caller looks.
        await session.ExecuteAsync(
            """
            UPDATE receipts SET revoked_at = NULL, withdrawn_at = NULL, withdrawal_reason = NULL, withheld_cents = 0
                WHERE organization_id = $1 AND receipt_record_id = $2
            """,
            ct,
            session.Organization,
            record.Id
        );
        return await payments.ApplyAsync(new(record.Id, record.NoticeNumber, received, record.PaidAt), ct);
    }

    /// <summary>
    /// What it did is undone, and it is applied to what its notice is now, with what of it was not used for something else.
    /// </summary>
    public async Task<AppliedPayment> ApplyAnewAsync(ReceivedPayment payment, CancellationToken ct)
    {
        var used = await session.ScalarAsync<long>(
            $"""
            SELECT coalesce((SELECT cents FROM ({PayerCreditSql.Used}) u WHERE u.receipt_record_id = $2), 0)
            """,
            ct,
            session.Organization,
            payment.ReceiptRecordId
        );
        payment = payment with { WithheldCents = Math.Clamp(used, 0, payment.Received.OwnCents) };
        await ReverseAsync(payment.ReceiptRecordId, ct);
        await instalments.DetachAsync(payment.ReceiptRecordId, payment.NoticeNumber, ct);
        var applied = await payments.ApplyAsync(payment, ct);
        await receipts.ClassifyAsync(payment.ReceiptRecordId, applied.Classification, applied.PositionId, applied.InstalmentId, ct);
        await WithholdAsync(payment, applied, ct);
        await parts.RefreshAsync(payment.ReceiptRecordId, ct);
        return applied;
    }

    /// <summary>What was given back of a payment that is short because of it came back: it pays more of the debt.</summary>
    public async Task ReapplyAsync(Guid receipt, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            SELECT 1 FROM door.positions WHERE organization_id = $1 AND position_id = (
                SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2) FOR UPDATE
            """,
            ct,
            session.Organization,
            receipt
        );
        var found = await session.QueryAsync(
            """
            SELECT c.instalment_id, c.notice_number, c.paid_at, coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0)::bigint,
                coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint
            FROM receipts c
            JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
                AND i.receipt_record_id = c.receipt_record_id
            JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
            WHERE c.organization_id = $1 AND c.receipt_record_id = $2 AND c.withheld_cents > 0
            GROUP BY c.instalment_id, c.notice_number, c.paid_at
            """,
            r =>
                (
                    Instalment: r.GetGuid(0),
                    Payment: new ReceivedPayment(
                        receipt,
                        r.GetString(1),
                        new Shares(r.GetInt64(3), r.GetInt64(4)),
                        r.GetFieldValue<DateTimeOffset>(2)
                    )
                ),
            ct,
            session.Organization,
            receipt
        );
        foreach (var (instalment, payment) in found)
        {
            await ReleaseAsync(receipt, instalment, ct);
            await ApplyAnewAsync(payment, ct);
        }
    }

    /// <summary>Where what is left is just what was owed, the payer's credit is used up, and nothing is open.</summary>
    private Task WithholdAsync(ReceivedPayment payment, AppliedPayment applied, CancellationToken ct)
    {
        var withheld = applied.Classification is ReceiptClassification.DuplicatePayment or ReceiptClassification.UnknownNotice
            ? 0
            : payment.WithheldCents;
        return session.ExecuteAsync(
            """
            UPDATE receipts c SET withheld_cents = $3, is_credit_used = CASE WHEN $3 = 0 THEN c.is_credit_used ELSE $4 = (
                SELECT coalesce(sum(t.amount_cents), 0) FROM door.transfers t
                WHERE t.organization_id = $1 AND t.instalment_id = c.instalment_id AND t.beneficiary = $1) END
            WHERE c.organization_id = $1 AND c.receipt_record_id = $2 AND (c.withheld_cents <> $3 OR $3 > 0)
            """,
            ct,
            session.Organization,
            payment.ReceiptRecordId,
            withheld,
            payment.Here.OwnCents
        );
    }

    /// <summary>
    /// True when the receipt was the instalment's. Nobody asked for what was written off to be owed again, so an event says it.
    /// </summary>
    private async Task<bool> ReleaseAsync(Guid receipt, Guid instalment, CancellationToken ct)
    {
        var (wasPayment, restored) = await instalments.ReleaseAsync(receipt, instalment, ct);
        if (restored is not null)
        {
            await ledger.PostAsync(PostingRules.Reopen(restored.Shares), new(restored.PositionId, instalment), ct);
            await events.EmitAsync(restored.PositionId, p => new PositionReopened(p, WriteOffFell, restored.Shares.TotalCents), ct);
        }
        return wasPayment;
    }

    /// <summary>The oldest second payment whose amount is still owed back.</summary>
    private async Task<bool> PromoteAsync(Guid instalment, CancellationToken ct)
    {
        var waiting = await session.QueryAsync(
            """
            SELECT c.receipt_record_id, c.notice_number, c.paid_at, coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1),
                0)::bigint,
                coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint
            FROM receipts c LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
            WHERE c.organization_id = $1 AND c.instalment_id = $2 AND c.classification = 'duplicate-payment' AND c.revoked_at IS NULL
              AND NOT EXISTS (SELECT FROM payer_credit_uses u WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id
                AND u.withdrawn_at IS NULL)
            GROUP BY c.receipt_record_id, c.notice_number, c.paid_at ORDER BY c.receipt_record_id LIMIT 1
            """,
            r => Received(r, 0),
            ct,
            session.Organization,
            instalment
        );
        if (waiting.Count == 0)
            return false;
        await ApplyAnewAsync(waiting[0], ct);
        return true;
    }

    /// <summary>What came while its debt was cancelled pays it, now that it is owed again.</summary>
    /// <param name="option">Which of the payment options is owed.</param>
    public async Task TakeUpAsync(Guid position, int option, CancellationToken ct)
    {
        var came = await session.QueryAsync(
            _cameWhileCancelled,
            r => (Instalment: r.GetGuid(0), Payment: Received(r, 1)),
            ct,
            session.Organization,
            position,
            option
        );
        await options.TakeUpAsync([.. came.Select(c => c.Instalment)], ct);
        foreach (var (_, payment) in came)
            await ApplyAnewAsync(payment, ct);
    }

    /// <summary>
    /// Where nothing else of its payment option is paid, but another option was: what came for that one is owed back no more.
    /// </summary>
    private async Task PromoteOptionAsync(Guid instalment, CancellationToken ct)
    {
        var waiting = await session.QueryAsync(
            _waitingOptions,
            r => (Position: r.GetGuid(0), Option: r.GetInt16(1), Instalment: r.GetGuid(2), Payment: r.IsDBNull(3) ? null : Received(r, 3)),
            ct,
            session.Organization,
            instalment
        );
        if (waiting.Count == 0)
            return;
        var promoted = waiting.FindAll(w => w.Option == waiting[0].Option);
        await options.PromoteAsync(waiting[0].Position, instalment, waiting[0].Option, [.. promoted.Select(p => p.Instalment)], ct);
        foreach (var payment in promoted.Select(p => p.Payment).OfType<ReceivedPayment>())
            await ApplyAnewAsync(payment, ct);
    }

    /// <summary>
    /// What the receipt has posted less what was reversed before, the other way round: for each debt apart, because a receipt may have
    /// been one of an unknown notice before.
    /// </summary>
    private async Task ReverseAsync(Guid receipt, CancellationToken ct, bool isIssuedToo = false)
    {
        var reference = Ids.Receipt(receipt);
        var net = await session.QueryAsync(
            """
            SELECT kind, debit, credit, cents, position_id, instalment_id FROM (
                SELECT p.kind, p.debit, p.credit, p.position_id, p.instalment_id, sum(p.amount_cents)::bigint - coalesce((
                    SELECT sum(o.amount_cents) FROM door.postings o
                    WHERE o.organization_id = $1 AND o.reference = $2 AND o.kind = p.kind AND o.debit = p.credit AND o.credit = p.debit
                      AND (o.position_id, o.instalment_id) IS NOT DISTINCT FROM (p.position_id, p.instalment_id)), 0)::bigint AS cents
                FROM door.postings p WHERE p.organization_id = $1 AND p.reference = $2 AND (p.kind IN ('paid', 'paid-outside-node') OR ($3
                    AND p.kind = 'issued'))
                GROUP BY p.kind, p.debit, p.credit, p.position_id, p.instalment_id) net
            WHERE cents > 0
            """,
            r =>
                (
                    Posting: new Posting(
                        StateText.Parse<PostingKind>(r.GetString(0)),
                        StateText.Parse<LedgerAccount>(r.GetString(2)),
                        StateText.Parse<LedgerAccount>(r.GetString(1)),
                        r.GetInt64(3)
                    ),
                    Subject: new PostingSubject(
                        r.IsDBNull(4) ? null : r.GetGuid(4),
                        r.IsDBNull(5) ? null : r.GetGuid(5),
                        Reference: reference
                    )
                ),
            ct,
            session.Organization,
            reference,
            isIssuedToo
        );
        await ledger.PostAsync(net, ct);
    }

    /// <summary>Receipt, notice, moment of the payment, and the shares of the organization and of others, from this column on.</summary>
    private static ReceivedPayment Received(NpgsqlDataReader r, int at) =>
        new(
            r.GetGuid(at),
            r.GetString(at + 1),
            new Shares(r.GetInt64(at + 3), r.GetInt64(at + 4)),
            r.GetFieldValue<DateTimeOffset>(at + 2)
        );
}
