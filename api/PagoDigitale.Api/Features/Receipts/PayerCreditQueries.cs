using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// What receipts owe back to their payers, as the ledger has it: what was beyond the debt less what was used of it. Nothing where
/// more was used than is owed, which is a correction case.
/// </summary>
public sealed class PayerCreditQueries(TenantSession session)
{
    public async Task<Dictionary<Guid, long>> OfAsync(IReadOnlyCollection<Guid> receipts, CancellationToken ct)
    {
        var references = receipts.ToDictionary(id => PublicId.Format(ReceiptRow.Prefix, id));
        return (await session.QueryAsync("""
            SELECT reference, sum(CASE WHEN credit = $3 THEN amount_cents ELSE -amount_cents END)::bigint FROM postings
            WHERE organization_id = $1 AND reference = ANY ($2) AND $3 IN (debit, credit) GROUP BY reference
            """, r => (Receipt: references[r.GetString(0)], Cents: r.GetInt64(1)), ct, session.Organization, references.Keys.ToArray(),
            LedgerWriter.Text(LedgerAccount.PayerCredits))).ToDictionary(c => c.Receipt, c => Math.Max(0, c.Cents));
    }
}
