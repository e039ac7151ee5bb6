using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>What of a movement pays out a rendicontazione, with the movement's sign.</summary>
/// <param name="IsDecided">By a person: no run changes it.</param>
public sealed record MovementLink(Guid MovementId, Guid RendicontazioneId, long AmountCents, bool IsDecided);

/// <summary>
/// The one place where movements and rendicontazioni are put together and taken apart, by a run, by a person, by a storno or
/// by a revision. What follows from it is computed from what is linked then, so every step can be taken back: the states of
/// both, the payments that are reconciled, and the ledger, which is moved from what stood for the flow to what stands now.
/// The caller holds <see cref="ReconciliationLock"/>.
/// </summary>
public sealed class MovementLinkWriter(
    TenantSession session,
    LedgerWriter ledger,
    InstalmentMarkWriter marks,
    FlowStateWriter states,
    IBookedFlows booked,
    IBookedMovements reversali,
    JobQueue jobs,
    TimeProvider clock
)
{
    /// <summary>
    /// The debts of so many payments are marked in the transaction that links their money; those of more by a job that begins when it is
    /// committed (<see cref="MarkDebts"/>): a month of a large organization would keep everybody from its rendicontazioni and statements
    /// for as long as its debts are written.
    /// </summary>
    public const int MarkedAtOnceMax = 5_000;

    public async Task LinkAsync(IReadOnlyList<MovementLink> links, CancellationToken ct)
    {
        if (links.Count == 0)
            return;
        var flows = links.Select(l => l.RendicontazioneId).Distinct().ToArray();
        var before = await StandingAsync(flows, ct);
        await session.ExecuteAsync(
            """
            INSERT INTO movement_links (organization_id, movement_id, rendicontazione_id, amount_cents, is_decided, linked_at)
            SELECT $1, n.*, $2 FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::boolean[]) AS n
            """,
            ct,
            session.Organization,
            clock.GetUtcNow(),
            links.Select(l => l.MovementId).ToArray(),
            links.Select(l => l.RendicontazioneId).ToArray(),
            links.Select(l => l.AmountCents).ToArray(),
            links.Select(l => l.IsDecided).ToArray()
        );
        await PostAsync(links, before, await StandingAsync(flows, ct), sign: 1, ct);
        await RefreshAsync(flows, links.Select(l => l.MovementId), ct);
    }

    /// <summary>Takes movements off all they pay out: they are unmatched again.</summary>
    public async Task UnlinkAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct)
    {
        var links = await OfMovementsAsync(movements, ct);
        if (links.Count > 0)
        {
            var flows = links.Select(l => l.RendicontazioneId).Distinct().ToArray();
            var before = await StandingAsync(flows, ct);
            await session.ExecuteAsync(
                "DELETE FROM movement_links WHERE organization_id = $1 AND movement_id = ANY ($2)",
                ct,
                session.Organization,
                movements.ToArray()
            );
            await PostAsync(links, before, await StandingAsync(flows, ct), sign: -1, ct);
            await RefreshAsync(flows, links.Select(l => l.MovementId), ct);
        }
        await UnlinkReceiptsAsync(movements, ct);
    }

    /// <summary>A movement that pays out one receipt stands for the report too: no rendicontazione announces it.</summary>
    public async Task LinkReceiptsAsync(IReadOnlyCollection<(Guid Movement, Guid Receipt)> pairs, CancellationToken ct)
    {
        if (pairs.Count == 0)
            return;
        var movements = pairs.Select(p => p.Movement).ToArray();
        await session.ExecuteAsync(
            """
            UPDATE bank_movements m SET state = 'matched', receipt_record_id = n.receipt
            FROM unnest($2::uuid[], $3::uuid[]) AS n(movement, receipt) WHERE m.organization_id = $1 AND m.movement_id = n.movement
            """,
            ct,
            session.Organization,
            movements,
            pairs.Select(p => p.Receipt).ToArray()
        );
        var paid = await SingleTransfersAsync(movements, ct);
        await ledger.PostAsync(
            [.. paid.SelectMany(p => PostingRules.Report(p.Cents).Concat(PostingRules.Transfer(p.Cents)).Select(x => (x, p.Subject)))],
            ct
        );
        await RefreshPaidAsync(paid, ct);
    }

    public Task<List<MovementLink>> OfMovementsAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct) =>
        LinksAsync("movement_id", movements, ct);

    public Task<List<MovementLink>> OfFlowsAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        LinksAsync("rendicontazione_id", flows, ct);

    /// <summary>
    /// States of rendicontazioni and movements, the movement a reversale names, payments that are reconciled now or not any more.
    /// </summary>
    public async Task RefreshAsync(IReadOnlyCollection<Guid> flows, IEnumerable<Guid> movements, CancellationToken ct)
    {
        var changed = await states.RefreshAsync(await MoneyAsync(flows, ct), ct);
        await session.ExecuteAsync(
            """
            UPDATE bank_movements m SET rendicontazione_id = s.flow, state = s.state
            FROM (
                SELECT unnest($2::uuid[]) AS id
                UNION SELECT movement_id FROM movement_links WHERE organization_id = $1 AND rendicontazione_id = ANY ($3)) x
            -- For each movement by itself: joined as a set, all links of the organization were read.
            CROSS JOIN LATERAL (
                SELECT (array_agg(l.rendicontazione_id ORDER BY abs(l.amount_cents) DESC, l.rendicontazione_id))[1] AS flow,
                    CASE WHEN count(l.movement_id) = 0 THEN 'unmatched' WHEN NOT bool_and(f.state = 'matched') THEN 'amount-mismatch'
                         WHEN bool_and(f.is_accounted) THEN 'regularised' ELSE 'matched' END AS state
                FROM movement_links l
                LEFT JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = l.rendicontazione_id
                WHERE l.organization_id = $1 AND l.movement_id = x.id) s
            WHERE m.organization_id = $1 AND m.movement_id = x.id
            """,
            ct,
            session.Organization,
            movements.ToArray(),
            flows.ToArray()
        );
        await reversali.NameMovementsAsync(flows, ct);
        var exact = changed.Where(c => c.WasExact || c.IsExact).Select(c => c.RendicontazioneId).ToArray();
        if (await RowsOfAsync(exact, ct) > MarkedAtOnceMax)
            await jobs.EnqueueAsync(MarkDebts.Kind, new DebtsToMark(exact), dedupeKey: null, ct);
        else
            await MarkAsync(exact, ct);
    }

    /// <summary>Puts the debts that these flows tell of where their money puts them.</summary>
    public async Task MarkAsync(Guid[] flows, CancellationToken ct)
    {
        if (flows.Length == 0)
            return;
        var told = await ToldAsync(flows, ct);
        await marks.RefreshAsync(
            [.. told.Select(t => t.Instalment).Distinct()],
            ct,
            told.Where(t => t.Proof is not null).DistinctBy(t => t.Instalment).ToDictionary(t => t.Instalment, t => t.Proof!.Value)
        );
    }

    /// <summary>What rows these flows have.</summary>
    public async Task<long> RowsOfAsync(Guid[] flows, CancellationToken ct) =>
        flows.Length == 0
            ? 0
            : await session.ScalarAsync<long>(
                """
                SELECT coalesce(sum(computed_count), 0)::bigint FROM door.rendicontazioni
                WHERE organization_id = $1 AND rendicontazione_id = ANY ($2)
                """,
                ct,
                session.Organization,
                flows
            );

    /// <summary>
    /// What has been posted as transferred for each flow: what is linked or, before anything was, what reversali took for granted.
    /// </summary>
    public async Task<Dictionary<Guid, long>> StandingAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct)
    {
        var taken = await booked.OfAsync(flows, ct);
        return (await LinkedAsync(flows, ct)).ToDictionary(
            l => l.Flow,
            l => l.Count > 0 ? l.Cents : taken.GetValueOrDefault(l.Flow)?.UnprovedCents ?? 0
        );
    }

    private async Task<List<FlowMoney>> MoneyAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct)
    {
        var taken = await booked.OfAsync(flows, ct);
        return
        [
            .. (await LinkedAsync(flows, ct)).Select(l => new FlowMoney(
                l.Flow,
                l.Count,
                l.Cents,
                l.Largest,
                taken.GetValueOrDefault(l.Flow)?.Cents
            )),
        ];
    }

    /// <summary>Flow by flow: joined as a set, all links of the organization might be read.</summary>
    private Task<List<(Guid Flow, int Count, long Cents, Guid? Largest)>> LinkedAsync(
        IReadOnlyCollection<Guid> flows,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            """
            SELECT n.id, l.count, l.cents, l.largest
            FROM (SELECT DISTINCT id FROM unnest($2::uuid[]) AS id) n
            CROSS JOIN LATERAL (
                SELECT count(*)::int AS count, coalesce(sum(l.amount_cents), 0)::bigint AS cents,
                    (array_agg(l.movement_id ORDER BY l.amount_cents DESC, l.movement_id))[1] AS largest
                FROM movement_links l WHERE l.organization_id = $1 AND l.rendicontazione_id = n.id) l
            """,
            r => (r.GetGuid(0), r.GetInt32(1), r.GetInt64(2), r.IsDBNull(3) ? (Guid?)null : r.GetGuid(3)),
            ct,
            session.Organization,
            flows.ToArray()
        );

    /// <summary>Each movement's own amount in its own name; what the reversale had posted already is left out of the first.</summary>
    private Task PostAsync(
        IReadOnlyList<MovementLink> links,
        Dictionary<Guid, long> before,
        Dictionary<Guid, long> after,
        int sign,
        CancellationToken ct
    )
    {
        var entries = new List<(Posting, PostingSubject)>();
        foreach (var flow in links.GroupBy(l => l.RendicontazioneId))
        {
            var rest = after[flow.Key] - before[flow.Key] - (sign * flow.Sum(l => l.AmountCents));
            foreach (var link in flow)
            {
                entries.AddRange(
                    Transfer((sign * link.AmountCents) + rest)
                        .Select(p => (p, new PostingSubject(Reference: PublicId.Format("mov", link.MovementId))))
                );
                rest = 0;
            }
        }
        return ledger.PostAsync(entries, ct);
    }

    private async Task UnlinkReceiptsAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct)
    {
        var paid = await SingleTransfersAsync(movements, ct);
        if (paid.Count == 0)
            return;
        await ledger.PostAsync(
            [
                .. paid.SelectMany(p =>
                    PostingRules.Report(p.Cents).Concat(PostingRules.Transfer(p.Cents)).Select(x => (Reverse(x), p.Subject))
                ),
            ],
            ct
        );
        await session.ExecuteAsync(
            """
            UPDATE bank_movements SET state = 'unmatched', receipt_record_id = NULL
            WHERE organization_id = $1 AND movement_id = ANY ($2) AND receipt_record_id IS NOT NULL
            """,
            ct,
            session.Organization,
            movements.ToArray()
        );
        await RefreshPaidAsync(paid, ct);
    }

    private Task RefreshPaidAsync(List<(long Cents, PostingSubject Subject)> paid, CancellationToken ct) =>
        marks.RefreshAsync([.. paid.Select(p => p.Subject.InstalmentId).OfType<Guid>().Distinct()], ct);

    private Task<List<(long Cents, PostingSubject Subject)>> SingleTransfersAsync(
        IReadOnlyCollection<Guid> movements,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            """
            SELECT m.movement_id, m.amount_cents, i.position_id, c.instalment_id
            FROM bank_movements m JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = m.receipt_record_id
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
            WHERE m.organization_id = $1 AND m.movement_id = ANY ($2)
            """,
            r =>
                (
                    r.GetInt64(1),
                    new PostingSubject(
                        r.IsDBNull(2) ? null : r.GetGuid(2),
                        r.IsDBNull(3) ? null : r.GetGuid(3),
                        Reference: PublicId.Format("mov", r.GetGuid(0))
                    )
                ),
            ct,
            session.Organization,
            movements.ToArray()
        );

    /// <summary>What rows tell of; and where its money has come, the receipt that proves it, if it is a regular one of the node.</summary>
    private Task<List<(Guid Instalment, Guid? Proof)>> ToldAsync(Guid[] flows, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT w.instalment_id, c.receipt_record_id FROM door.rendicontazione_rows w
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
            -- Receipt by receipt: joined as a set, for one small flow all receipts of the organization were read.
            LEFT JOIN LATERAL (SELECT c.receipt_record_id FROM door.receipts c
                WHERE c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
                  AND c.version <> 'reported' AND c.classification = 'regular' AND r.state = 'matched' OFFSET 0) c ON true
            WHERE w.organization_id = $1 AND w.rendicontazione_id = ANY ($2) AND w.instalment_id IS NOT NULL
              AND w.amount_cents > 0 AND w.outcome_code <> 3
            """,
            r => (r.GetGuid(0), r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1)),
            ct,
            session.Organization,
            flows
        );

    private Task<List<MovementLink>> LinksAsync(string column, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT movement_id, rendicontazione_id, amount_cents, is_decided FROM movement_links
            WHERE organization_id = $1 AND {column} = ANY ($2) ORDER BY movement_id, rendicontazione_id
            """,
            r => new MovementLink(r.GetGuid(0), r.GetGuid(1), r.GetInt64(2), r.GetBoolean(3)),
            ct,
            session.Organization,
            ids.ToArray()
        );

    private static IEnumerable<Posting> Transfer(long cents) =>
        cents >= 0 ? PostingRules.Transfer(cents) : PostingRules.Transfer(-cents).Select(Reverse);

    private static Posting Reverse(Posting posting) => new(posting.Kind, posting.Credit, posting.Debit, posting.AmountCents);
}
