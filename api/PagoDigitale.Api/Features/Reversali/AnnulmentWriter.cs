using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Undoes what a reversale did. Its number stays taken, its amounts are free: the flow, in the revision it has now, waits to be
/// booked anew. A transfer that only the reversale vouched for is taken back; one that movements have brought stays.
/// </summary>
public sealed class AnnulmentWriter(
    TenantSession session,
    LedgerWriter ledger,
    AccertamentoChanges changes,
    MovementLinkWriter links,
    FlowStateWriter states,
    InstalmentMarkWriter marks,
    EventLog events,
    TimeProvider clock
)
{
    public async Task AnnulAsync(Guid reversale, Guid rendicontazione, string reason, CancellationToken ct)
    {
        var publicId = PublicId.Format("rev", reversale);
        var current = await CurrentAsync(rendicontazione, ct);
        var before = await links.StandingAsync(current, ct);
        var told = (
            await session.QueryAsync(
                """
                UPDATE reversali SET annulled_at = $3, annulment_reason = $4 WHERE organization_id = $1 AND reversale_id = $2
                RETURNING year, number, accounting_date, amount_cents, payments_count, flusso_id, provvisorio
                """,
                r => new ReversaleFacts(
                    publicId,
                    r.GetInt16(0),
                    r.GetInt32(1),
                    r.GetFieldValue<DateOnly>(2),
                    r.GetInt64(3),
                    r.GetInt32(4),
                    r.GetString(5),
                    PublicId.Format("rnd", rendicontazione),
                    r.IsDBNull(6) ? null : r.GetString(6)
                ),
                ct,
                session.Organization,
                reversale,
                clock.GetUtcNow(),
                reason
            )
        ).Single();
        var after = await links.StandingAsync(current, ct);
        await ReverseAsync(publicId, before.Values.Sum() - after.Values.Sum(), ct);
        await NoteAsync(reversale, ct);
        await states.ReopenAsync(current, ct);
        await links.RefreshAsync(current, [], ct);
        await marks.RefreshAsync(await InstalmentsAsync([.. current, rendicontazione], ct), ct);
        await events.EmitAsync(new ReversaleAnnulled(told, reason), ct);
    }

    private async Task NoteAsync(Guid reversale, CancellationToken ct)
    {
        await changes.RegulariseAsync(
            await session.QueryAsync(
                "SELECT accertamento_id, amount_cents FROM reversale_allocations WHERE organization_id = $1 AND reversale_id = $2",
                r => (r.GetGuid(0), -r.GetInt64(1)),
                ct,
                session.Organization,
                reversale
            ),
            ct
        );
        // A revocation takes back what was booked.
        await changes.NoteAsync(
            await session.QueryAsync(
                """
                SELECT DISTINCT w.instalment_id FROM door.rendicontazione_rows w
                WHERE w.organization_id = $1 AND w.outcome_code = 3 AND w.instalment_id IN (
                    SELECT b.instalment_id FROM reversale_payments b WHERE b.organization_id = $1 AND b.reversale_id = $2)
                """,
                r => r.GetGuid(0),
                ct,
                session.Organization,
                reversale
            ),
            ct
        );
    }

    /// <summary>The revision that counts now of the flow that was booked.</summary>
    private async Task<Guid[]> CurrentAsync(Guid booked, CancellationToken ct) =>
        [
            .. await session.QueryAsync(
                """
                SELECT c.rendicontazione_id FROM door.rendicontazioni o
                JOIN door.rendicontazioni c ON c.organization_id = $1 AND c.flusso_id = o.flusso_id
                    AND c.psp_id = o.psp_id AND c.state <> 'superseded'
                WHERE o.organization_id = $1 AND o.rendicontazione_id = $2
                """,
                r => r.GetGuid(0),
                ct,
                session.Organization,
                booked
            ),
        ];

    /// <param name="reversale">Its public identifier, under which it posted.</param>
    /// <param name="transferredCents">How much of the transfer nobody but the reversale vouched for.</param>
    private async Task ReverseAsync(string reversale, long transferredCents, CancellationToken ct)
    {
        await ledger.ReverseAsync(reversale, PostingKind.Regularised, ct);
        if (transferredCents > 0)
            await ledger.PostAsync(
                [.. PostingRules.Transfer(transferredCents).Select(p => new Posting(p.Kind, p.Credit, p.Debit, p.AmountCents))],
                new PostingSubject(Reference: reversale),
                ct
            );
    }

    private Task<List<Guid>> InstalmentsAsync(Guid[] flows, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT DISTINCT instalment_id FROM door.rendicontazione_rows
            WHERE organization_id = $1 AND rendicontazione_id = ANY ($2) AND instalment_id IS NOT NULL
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            flows
        );
}
