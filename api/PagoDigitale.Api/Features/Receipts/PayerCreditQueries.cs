using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// What receipts owe back to their payers, as the ledger has it: what was beyond the debt less what was used of it. Nothing where
/// more was used than is owed, which is a correction case.
/// </summary>
public sealed class PayerCreditQueries(TenantSession session)
{
    public const string UsePrefix = "pcu";

    public async Task<Dictionary<Guid, long>> OfAsync(IReadOnlyCollection<Guid> receipts, CancellationToken ct) =>
        (await StandingAsync(receipts, ct)).ToDictionary(c => c.Key, c => Math.Max(0, c.Value));

    /// <summary>Negative where more was used than is owed.</summary>
    public async Task<Dictionary<Guid, long>> StandingAsync(IReadOnlyCollection<Guid> receipts, CancellationToken ct)
    {
        var references = receipts.ToDictionary(id => PublicId.Format(ReceiptRow.Prefix, id));
        return (
            await session.QueryAsync(
                """
                SELECT reference, sum(CASE WHEN credit = $3 THEN amount_cents ELSE -amount_cents END)::bigint FROM door.postings
                WHERE organization_id = $1 AND reference = ANY ($2) AND $3 IN (debit, credit) GROUP BY reference
                """,
                r => (Receipt: references[r.GetString(0)], Cents: r.GetInt64(1)),
                ct,
                session.Organization,
                references.Keys.ToArray(),
                LedgerWriter.Text(LedgerAccount.PayerCredits)
            )
        ).ToDictionary(c => c.Receipt, c => c.Cents);
    }

    /// <summary>What became of it, oldest first.</summary>
    public async Task<ILookup<Guid, PayerCreditUse>> UsesAsync(Guid[] receipts, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT u.receipt_record_id, u.kind, u.amount_cents, u.reason, u.refunded_on, i.notice_number, u.assigned_receipt,
                    u.created_at,
                    u.use_id, u.withdrawn_at, u.withdrawal_reason
                FROM payer_credit_uses u LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = u.instalment_id
                WHERE u.organization_id = $1 AND u.receipt_record_id = ANY ($2) ORDER BY u.use_id
                """,
                r =>
                    (
                        Receipt: r.GetGuid(0),
                        Use: new PayerCreditUse
                        {
                            Id = PublicId.Format(UsePrefix, r.GetGuid(8)),
                            Kind = StateText.Parse<PayerCreditUseKind>(r.GetString(1)),
                            AmountCents = r.GetInt64(2),
                            Reason = r.GetString(3),
                            RefundedOn = r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
                            NoticeNumber = r.IsDBNull(5) ? null : r.GetString(5),
                            AssignedReceiptId = r.IsDBNull(6) ? null : PublicId.Format(ReceiptRow.Prefix, r.GetGuid(6)),
                            RecordedAt = r.GetFieldValue<DateTimeOffset>(7),
                            Withdrawal = r.IsDBNull(9)
                                ? null
                                : new() { WithdrawnAt = r.GetFieldValue<DateTimeOffset>(9), Reason = ReasonText.Told(r.GetString(10)) },
                        }
                    ),
                ct,
                session.Organization,
                receipts
            )
        ).ToLookup(u => u.Receipt, u => u.Use);
}
