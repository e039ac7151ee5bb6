using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>A reversale to issue.</summary>
public sealed record ReversaleDraft(Transfer Transfer, AccountingTerms Terms, DateOnly AccountingDate);

/// <summary>A reversale being issued, with its place in the year.</summary>
public sealed record NumberedReversale(Guid Id, int Number, long UnallocatedCents, ReversaleDraft Draft)
{
    public Transfer Transfer => Draft.Transfer;

    public string PublicId => Core.Identifiers.PublicId.Format("rev", Id);
}

/// <summary>Writes reversali with all that follows: allocations, ledger, states, events.</summary>
public sealed class ReversaleWriter(
    TenantSession session,
    LedgerWriter ledger,
    AccertamentoChanges changes,
    InstalmentMarkWriter marks,
    FlowStateWriter states,
    MovementStateWriter movements,
    SettlementEventWriter events,
    TimeProvider clock
)
{
    private static readonly SqlText _shares = SqlText.Statement(
        typeof(ReversaleWriter),
        "ReversaleShares.sql",
        ("paid", CollectedSql.ReportedPayments("r.rendicontazione_id = ANY ($2)")),
        ("shares", CollectedSql.Shares)
    );

    /// <summary>
    /// A flow may take back more than it brings for an accertamento, or a payment that belongs to none: no line of a reversale is
    /// negative, so what is unallocated is, and the lines exceed the transfer by it.
    /// </summary>
    public async Task<List<Guid>> IssueAsync(List<ReversaleDraft> drafts, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return [];
        var allocated = await AllocatedAsync(drafts, ct);
        var numbered = await NumberAsync(drafts, d => d.Transfer.TotalCents - Allocated(d), ct);
        await InsertAsync(numbered, ct);
        await InsertAllocationsAsync(numbered, allocated, ct);
        await ledger.PostAsync([.. numbered.SelectMany(Postings)], ct);
        await CloseAsync(numbered, ct);
        await events.EmitAsync(numbered, allocated, ct);
        return [.. numbered.Select(n => n.Id)];

        long Allocated(ReversaleDraft draft) => allocated[draft.Transfer.RendicontazioneId!.Value].Sum(a => a.Cents);
    }

    /// <summary>
    /// Payment by payment in a table of the transaction: a month of a large organization is hundreds of thousands of them.
    /// </summary>
    private async Task<ILookup<Guid, AllocatedShare>> AllocatedAsync(List<ReversaleDraft> drafts, CancellationToken ct)
    {
        await session.ExecuteAsync("DROP TABLE IF EXISTS pg_temp.reversale_shares", ct);
        await session.CreateTemporaryTableAsync(
            "reversale_shares",
            _shares,
            ct,
            session.Organization,
            drafts.Select(d => d.Transfer.RendicontazioneId!.Value).ToArray()
        );
        return (
            await session.QueryAsync(
                """
                SELECT source_id, accertamento_id, sum(cents)::bigint, (count(*) FILTER (WHERE cents > 0))::int
                FROM (
                    SELECT source_id, accertamento_id, instalment_id, sum(cents) AS cents FROM reversale_shares
                    GROUP BY source_id, accertamento_id, instalment_id) payments
                GROUP BY source_id, accertamento_id
                """,
                r => new AllocatedShare(r.GetGuid(0), r.GetGuid(1), r.GetInt64(2), r.GetInt32(3)),
                ct
            )
        ).ToLookup(a => a.RendicontazioneId);
    }

    /// <summary>The counter's row stays locked until the end: a rolled-back call gives its numbers back, so the year has no gaps.</summary>
    private async Task<List<NumberedReversale>> NumberAsync(
        List<ReversaleDraft> drafts,
        Func<ReversaleDraft, long> unallocated,
        CancellationToken ct
    )
    {
        var next = new Dictionary<int, int>();
        foreach (var year in drafts.GroupBy(d => d.AccountingDate.Year).OrderBy(g => g.Key))
            next[year.Key] =
                1
                + await session.ScalarAsync<int>(
                    """
                    INSERT INTO reversale_counters AS c (organization_id, year, last_number) VALUES ($1, $2, $3)
                    ON CONFLICT (organization_id, year) DO UPDATE SET last_number = c.last_number + $3
                    RETURNING last_number - $3
                    """,
                    ct,
                    session.Organization,
                    (short)year.Key,
                    year.Count()
                );
        var prefix = UuidSeries.Prefix(clock.GetUtcNow());
        return
        [
            .. drafts.Select(
                (d, i) => new NumberedReversale(UuidSeries.At(prefix, i + 1), next[d.AccountingDate.Year]++, unallocated(d), d)
            ),
        ];
    }

    private Task InsertAsync(List<NumberedReversale> all, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            INSERT INTO reversali (organization_id, reversale_id, year, number, accounting_date, amount_cents, unallocated_cents,
                counterpart, collection_account, provvisorio, flusso_id, rendicontazione_id, movement_id, payments_count, created_at)
            SELECT $1, n.id, extract(year FROM n.day)::smallint, n.number, n.day, n.amount, n.unallocated,
                $2, $3, n.provvisorio, n.flow, n.rendicontazione, n.movement, n.payments, $4
            FROM unnest($5::uuid[], $6::int[], $7::date[], $8::bigint[], $9::bigint[], $10::text[], $11::text[],
                    $12::uuid[], $13::uuid[], $14::int[])
                AS n(id, number, day, amount, unallocated, provvisorio, flow, rendicontazione, movement, payments)
            """,
            ct,
            session.Organization,
            all[0].Draft.Terms.Counterpart,
            all[0].Draft.Terms.CollectionAccount,
            clock.GetUtcNow(),
            all.Select(n => n.Id).ToArray(),
            all.Select(n => n.Number).ToArray(),
            all.Select(n => n.Draft.AccountingDate).ToArray(),
            all.Select(n => n.Transfer.TotalCents).ToArray(),
            all.Select(n => n.UnallocatedCents).ToArray(),
            all.Select(n => n.Transfer.Provvisorio).ToArray(),
            all.Select(n => n.Transfer.FlussoId).ToArray(),
            all.Select(n => n.Transfer.RendicontazioneId!.Value).ToArray(),
            all.Select(n => n.Transfer.MovementId).ToArray(),
            all.Select(n => n.Transfer.PaymentsCount).ToArray()
        );

    private async Task InsertAllocationsAsync(List<NumberedReversale> all, ILookup<Guid, AllocatedShare> allocated, CancellationToken ct)
    {
        var lines = all.SelectMany(n => allocated[n.Transfer.RendicontazioneId!.Value].Select(a => (Reversale: n.Id, Share: a))).ToList();
        await session.ExecuteAsync(
            """
            INSERT INTO reversale_allocations (organization_id, reversale_id, accertamento_id, amount_cents, payments_count)
            SELECT $1, n.* FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::int[]) AS n
            """,
            ct,
            session.Organization,
            lines.Select(l => l.Reversale).ToArray(),
            lines.Select(l => l.Share.AccertamentoId).ToArray(),
            lines.Select(l => l.Share.Cents).ToArray(),
            lines.Select(l => l.Share.PaymentsCount).ToArray()
        );
        await changes.RegulariseAsync([.. lines.Select(l => (l.Share.AccertamentoId, l.Share.Cents))], ct);
        // A revocation takes back what was booked.
        await changes.NoteAsync(
            await session.QueryAsync(
                """
                SELECT DISTINCT w.instalment_id FROM door.rendicontazione_rows w
                WHERE w.organization_id = $1 AND w.outcome_code = 3
                  AND w.instalment_id IN (SELECT instalment_id FROM reversale_shares)
                """,
                r => r.GetGuid(0),
                ct,
                session.Organization
            ),
            ct
        );
        await session.ExecuteAsync(
            """
            INSERT INTO reversale_payments (organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index,
                accertamento_id, amount_cents, is_assigned)
            SELECT $1, n.reversale, s.place, s.instalment_id, s.transfer_index, s.allocation_index,
                s.accertamento_id, s.cents, s.is_assigned
            FROM reversale_shares s JOIN unnest($2::uuid[], $3::uuid[]) AS n(reversale, flow) ON n.flow = s.source_id
            """,
            ct,
            session.Organization,
            all.Select(n => n.Id).ToArray(),
            all.Select(n => n.Transfer.RendicontazioneId!.Value).ToArray()
        );
    }

    /// <summary>Where no bank statement says that the money came, accounting it says so.</summary>
    private static IEnumerable<(Posting, PostingSubject)> Postings(NumberedReversale reversale)
    {
        var cents = reversale.Transfer.TotalCents;
        var transferred = reversale.Transfer.MovementId is null ? PostingRules.Transfer(cents) : [];
        return transferred.Concat(PostingRules.Regularise(cents)).Select(p => (p, new PostingSubject(Reference: reversale.PublicId)));
    }

    private async Task CloseAsync(List<NumberedReversale> all, CancellationToken ct)
    {
        var flows = all.Select(n => n.Transfer.RendicontazioneId!.Value).ToArray();
        await states.AccountAsync(flows, ct);
        await movements.RegulariseAsync(flows, ct);
        var instalments = await session.QueryAsync(
            """
            SELECT DISTINCT instalment_id FROM door.rendicontazione_rows
            WHERE organization_id = $1 AND rendicontazione_id = ANY ($2) AND instalment_id IS NOT NULL
              AND amount_cents > 0 AND outcome_code <> 3
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            all.Where(n => n.Transfer.MovementId is null).Select(n => n.Transfer.RendicontazioneId!.Value).ToArray()
        );
        await marks.RefreshAsync(instalments, ct);
    }
}

/// <summary>What of a flow belongs to an accertamento.</summary>
public sealed record AllocatedShare(Guid RendicontazioneId, Guid AccertamentoId, long Cents, int PaymentsCount);
