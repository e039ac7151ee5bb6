using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Receipts of notices that nobody knew when they came: what they brought was owed back to the payer. Whoever makes the position
/// has it paid with them in the same transaction, because the node must never ask a debtor for what is paid, and no money may be
/// a payer's credit and a collected payment at once. What of it was given back or assigned pays nothing: with what is left the
/// position may be paid short, and says so. A receipt of which all was used stays the payer's, and one that its PSP took back pays
/// nothing.
/// </summary>
public sealed class EarlierReceiptsWriter(
    TenantSession session,
    PaymentReversalWriter reversals,
    InstalmentMarkWriter marks,
    ReceiptEventWriter events
)
{
    /// <summary>
    /// Looked for by each of the instalments $2: receipts of unknown notices are many where others issue notices of the organization.
    /// </summary>
    private const string OfInstalments = """
        SELECT r.receipt_record_id
        FROM unnest($2::uuid[]) AS n(id)
        CROSS JOIN LATERAL (
            SELECT d.notice_number FROM door.instalments d WHERE d.organization_id = $1 AND d.instalment_id = n.id OFFSET 0
        ) d
        CROSS JOIN LATERAL (
            SELECT c.receipt_record_id FROM receipts c
            WHERE c.organization_id = $1 AND c.notice_number = d.notice_number AND c.classification = 'unknown-notice' OFFSET 0
        ) r
        """;

    /// <summary>$1 organization, $2 the instalments, if it is some.</summary>
    private static string Waiting(bool ofAll) =>
        $"""
            FROM receipts c
            JOIN door.instalments i ON i.organization_id = $1 AND i.notice_number = c.notice_number {(
                ofAll ? "" : $"AND i.instalment_id = ANY ($2) AND c.receipt_record_id = ANY (ARRAY({OfInstalments}))"
            )}
            WHERE c.organization_id = $1 AND c.classification = 'unknown-notice' AND c.primary_organization = $1 AND c.revoked_at IS NULL
              AND coalesce((SELECT cents FROM ({PayerCreditSql.Used}) u WHERE u.receipt_record_id = c.receipt_record_id), 0) < greatest(1, (
                  SELECT coalesce(sum(t.amount_cents), 0) FROM receipt_transfers t
                  WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1))
            """;

    /// <summary>Of the instalments given or, with null, of all.</summary>
    public async Task SettleAsync(IReadOnlyCollection<Guid>? instalments, CancellationToken ct)
    {
        // Most organizations have none, and a flow asks for twenty thousand instalments at a time.
        if (
            !await session.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM receipts WHERE organization_id = $1 AND classification = 'unknown-notice')",
                ct,
                session.Organization
            )
        )
            return;
        // A refund of this moment ends first, and is seen below.
        object?[] values = instalments is null ? [session.Organization] : [session.Organization, instalments.ToArray()];
        var waiting = Waiting(ofAll: instalments is null);
        await session.ExecuteAsync($"SELECT 1 {waiting} ORDER BY c.receipt_record_id FOR UPDATE OF c", ct, values);
        var payments = await session.QueryAsync(
            $"""
            SELECT c.receipt_record_id, c.notice_number, c.paid_at, i.instalment_id,
                (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM receipt_transfers t
                    WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1),
                (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM receipt_transfers t
                    WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary <> $1)
            {waiting}
            ORDER BY EXISTS (SELECT FROM payer_credit_uses u
                WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id AND u.withdrawn_at IS NULL), c.receipt_record_id
            """,
            r =>
                (
                    Instalment: r.GetGuid(3),
                    Payment: new ReceivedPayment(
                        r.GetGuid(0),
                        r.GetString(1),
                        new Shares(r.GetInt64(4), r.GetInt64(5)),
                        r.GetFieldValue<DateTimeOffset>(2)
                    )
                ),
            ct,
            values
        );
        foreach (var (_, payment) in payments)
        {
            await reversals.ApplyAnewAsync(payment, ct);
            await events.EmitAsync(payment.ReceiptRecordId, r => new ReceiptNoticeFound(r), ct);
        }
        await marks.RefreshAsync([.. payments.Select(w => w.Instalment).Distinct()], ct);
    }
}
