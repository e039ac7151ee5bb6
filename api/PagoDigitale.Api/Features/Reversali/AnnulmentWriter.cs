using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Undoes what a reversale did. Its number stays taken, its amounts are free: the flow, in the revision it has now, waits to be
/// booked anew. A transfer that only the reversale had posted is given to the movement that has come since, or taken back.
/// </summary>
public sealed class AnnulmentWriter(TenantSession session, LedgerWriter ledger, InstalmentMarkWriter marks, EventLog events, TimeProvider clock)
{
    public async Task AnnulAsync(Guid reversale, Guid rendicontazione, string reason, CancellationToken ct)
    {
        var publicId = PublicId.Format("rev", reversale);
        var told = (await session.QueryAsync("""
            UPDATE reversali SET annulled_at = $3, annulment_reason = $4 WHERE organization_id = $1 AND reversale_id = $2 RETURNING year, number, flow_id, amount_cents
            """, r => new { year = (int)r.GetInt16(0), number = r.GetInt32(1), flowId = r.GetString(2), amountCents = r.GetInt64(3), reason }, ct,
            session.Organization, reversale, clock.GetUtcNow(), reason)).Single();
        var current = await ReopenFlowAsync(rendicontazione, ct);
        await ReverseAsync(publicId, current?.Movement, ct);
        if (current is { } flow)
            await marks.RefreshAsync(await InstalmentsAsync(flow.Id, rendicontazione, ct), ct);
        await events.EmitAsync("reversale.annulled", "reversale", publicId, told, ct);
    }

    /// <summary>What was said of the flow because it had been booked is true no more.</summary>
    private async Task<(Guid Id, Guid? Movement)?> ReopenFlowAsync(Guid booked, CancellationToken ct)
    {
        var found = await session.QueryAsync("""
            UPDATE rendicontazioni r SET is_accounted = false, anomalies = n.anomalies,
                state = CASE WHEN n.is_exact THEN 'matched' WHEN jsonb_array_length(n.anomalies) > 0 THEN 'anomalous' ELSE 'parsed' END
            FROM (
                SELECT c.rendicontazione_id, coalesce((
                    SELECT jsonb_agg(a) FROM jsonb_array_elements(c.anomalies) a
                    WHERE a->>'code' NOT IN ('accounted-amount-changed', 'accounted-payments-changed')
                      AND (a->>'code' <> 'amount-mismatch' OR m.amount_cents IS DISTINCT FROM c.total_amount_cents)), '[]') AS anomalies,
                    coalesce(m.amount_cents = c.total_amount_cents, false) AS is_exact
                FROM rendicontazioni o
                JOIN rendicontazioni c ON c.organization_id = $1 AND c.flow_id = o.flow_id AND c.psp_id = o.psp_id AND c.state <> 'superseded'
                LEFT JOIN bank_movements m ON m.organization_id = $1 AND m.movement_id = c.movement_id
                WHERE o.organization_id = $1 AND o.rendicontazione_id = $2) n
            WHERE r.organization_id = $1 AND r.rendicontazione_id = n.rendicontazione_id
            RETURNING r.rendicontazione_id, r.movement_id
            """, r => (Id: r.GetGuid(0), Movement: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1)), ct, session.Organization, booked);
        if (found.Count == 0)
            return null;
        await session.ExecuteAsync("""
            UPDATE bank_movements m SET state = CASE WHEN m.amount_cents = r.total_amount_cents THEN 'matched' ELSE 'amount-mismatch' END
            FROM rendicontazioni r
            WHERE m.organization_id = $1 AND m.movement_id = $2 AND m.state IN ('regularised', 'amount-mismatch') AND r.organization_id = $1 AND r.rendicontazione_id = $3
            """, ct, session.Organization, found[0].Movement, found[0].Id);
        return found[0];
    }

    private async Task ReverseAsync(string reversale, Guid? movement, CancellationToken ct)
    {
        var posted = await session.QueryAsync("SELECT kind, debit, credit, amount_cents FROM postings WHERE organization_id = $1 AND reference = $2",
            r => new Posting(StateText.Parse<PostingKind>(r.GetString(0)), StateText.Parse<LedgerAccount>(r.GetString(1)), StateText.Parse<LedgerAccount>(r.GetString(2)), r.GetInt64(3)), ct,
            session.Organization, reversale);
        List<(Posting, PostingSubject)> entries = [.. posted.Select(p => (new Posting(p.Kind, p.Credit, p.Debit, p.AmountCents), new PostingSubject(Reference: reversale)))];
        if (movement is { } came)
            entries.AddRange(posted.Where(p => p.Kind == PostingKind.Transferred).Select(p => (p, new PostingSubject(Reference: PublicId.Format("mov", came)))));
        await ledger.PostAsync(entries, ct);
    }

    private Task<List<Guid>> InstalmentsAsync(Guid current, Guid booked, CancellationToken ct) => session.QueryAsync(
        "SELECT DISTINCT instalment_id FROM rendicontazione_rows WHERE organization_id = $1 AND rendicontazione_id IN ($2, $3) AND instalment_id IS NOT NULL",
        r => r.GetGuid(0), ct, session.Organization, current, booked);
}
