using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Of several payment options of a position one is owed, and stands in the ledger; what of them changes when one is paid, expires or is
/// paid no more is written here for sets (<see cref="Position.Settle"/> does it for one with all its parts). The rule is
/// <see cref="PaymentOptions"/>. Positions of one option cost nothing. The caller has locked the positions.
/// </summary>
public sealed class PaymentOptionWriter(TenantSession session, LedgerWriter ledger, EventLog events)
{
    private static readonly SqlText _parts = SqlText.Statement(typeof(PaymentOptionWriter), "OptionInstalments.sql");

    /// <summary>After changes to instalments of positions that may have several options.</summary>
    /// <returns>Of which positions something became another.</returns>
    public Task<IReadOnlySet<Guid>> SettleAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        SettleAsync(positions, new Dictionary<Guid, int>(), [], ct);

    /// <summary>
    /// Money comes for instalments of options that are not the owed ones: they are from here on. Of two of one position the first is
    /// chosen, and the other is void.
    /// </summary>
    public async Task ChooseAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        var chosen = await session.QueryAsync(
            """
            SELECT DISTINCT ON (i.position_id) i.position_id, i.option_index
            FROM unnest($2::uuid[]) WITH ORDINALITY AS n(id, place) JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = n.id
            ORDER BY i.position_id, n.place
            """,
            r => (Position: r.GetGuid(0), Option: (int)r.GetInt16(1)),
            ct,
            session.Organization,
            instalments.ToArray()
        );
        await SettleAsync([.. chosen.Select(c => c.Position)], chosen.ToDictionary(c => c.Position, c => c.Option), [], ct);
    }

    /// <summary>
    /// The payment of the owed option was taken back, and another option had been paid as well: that is the owed one from here on, and what
    /// came for it, which was owed back, is about to pay it.
    /// </summary>
    /// <param name="withdrawn">Whose payment was taken back.</param>
    /// <param name="promoted">Of one other option, and whose payments stand.</param>
    public async Task PromoteAsync(Guid position, Guid withdrawn, int option, IReadOnlyCollection<Guid> promoted, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            UPDATE instalments i SET state = $3 FROM instalments w
            WHERE w.organization_id = $1 AND w.instalment_id = $2 AND i.organization_id = $1 AND i.position_id = w.position_id
                AND i.option_index = w.option_index AND i.state = ANY ($4) AND i.receipt_record_id IS NULL AND NOT i.is_released
            """,
            ct,
            session.Organization,
            withdrawn,
            StateText.Of(InstalmentLifeCycle.Decide(InstalmentState.Paid, InstalmentEvent.WithdrawPayment).State),
            Enum.GetValues<InstalmentState>().Where(InstalmentLifeCycle.IsSettled).Select(StateText.Of).ToArray()
        );
        await SettleAsync([position], new() { [position] = option }, [.. promoted], ct);
    }

    /// <summary>
    /// Instalments of the owed option that were paid while nothing of them was owed stand on the receivables again, for what came to pay
    /// them.
    /// </summary>
    public async Task TakeUpAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        if (instalments.Count == 0)
            return;
        var taken = await session.QueryAsync(
            """
            UPDATE instalments i SET is_released = false
            WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2) AND i.is_released
            RETURNING i.position_id, i.instalment_id, i.amount_cents,
                (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM transfers t
                    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1),
                EXISTS (SELECT FROM door.postings p
                    WHERE p.organization_id = $1 AND p.instalment_id = i.instalment_id AND p.kind = 'cancelled')
            """,
            r =>
                (
                    Subject: new PostingSubject(r.GetGuid(0), r.GetGuid(1)),
                    Shares: new Shares(r.GetInt64(3), r.GetInt64(2) - r.GetInt64(3)),
                    WasCancelled: r.GetBoolean(4)
                ),
            ct,
            session.Organization,
            instalments.ToArray()
        );
        await ledger.PostAsync(
            [
                .. taken.SelectMany(
                    t => t.WasCancelled ? PostingRules.Reopen(t.Shares) : PostingRules.ChangeAmount(default, t.Shares),
                    (t, p) => (p, t.Subject)
                ),
            ],
            ct
        );
    }

    private async Task<IReadOnlySet<Guid>> SettleAsync(
        IReadOnlyCollection<Guid> positions,
        Dictionary<Guid, int> chosen,
        HashSet<Guid> promoted,
        CancellationToken ct
    )
    {
        if (positions.Count == 0)
            return new HashSet<Guid>();
        var parts = await session.QueryAsync(
            _parts,
            r =>
                (
                    PositionId: r.GetGuid(0),
                    InstalmentId: r.GetGuid(1),
                    NoticeNumber: r.GetString(2),
                    Before: new OptionInstalment(
                        r.GetInt16(3),
                        StateText.Parse<InstalmentState>(r.GetString(4)),
                        r.GetBoolean(5),
                        AmountCents: r.GetInt64(6),
                        HasReceipt: r.GetBoolean(8)
                    ),
                    Shares: new Shares(r.GetInt64(7), r.GetInt64(6) - r.GetInt64(7))
                ),
            ct,
            session.Organization,
            positions.ToArray()
        );
        var settled = parts
            .GroupBy(p => p.PositionId)
            .SelectMany(g =>
                g.Zip(PaymentOptions.Settle([.. g.Select(p => p.Before)], chosen.TryGetValue(g.Key, out var option) ? option : null))
            )
            .Select(p => (Part: p.First, After: promoted.Contains(p.First.InstalmentId) ? p.Second with { IsReleased = false } : p.Second))
            .ToList();
        var changed = settled.FindAll(p => p.Part.Before != p.After);
        if (changed.Count == 0)
            return new HashSet<Guid>();
        await session.ExecuteAsync(
            """
            UPDATE instalments i SET state = n.state, is_released = n.is_released
            FROM unnest($2::uuid[], $3::text[], $4::boolean[]) AS n(instalment_id, state, is_released)
            WHERE i.organization_id = $1 AND i.instalment_id = n.instalment_id
            """,
            ct,
            session.Organization,
            changed.Select(c => c.Part.InstalmentId).ToArray(),
            changed.Select(c => StateText.Of(c.After.State)).ToArray(),
            changed.Select(c => c.After.IsReleased).ToArray()
        );
        await ledger.PostAsync(
            [
                .. changed.SelectMany(
                    c => PostingRules.Exchange(c.Part.Before, c.After, c.Part.Shares),
                    (c, p) => (p, new PostingSubject(c.Part.PositionId, c.Part.InstalmentId))
                ),
            ],
            ct
        );
        await events.EmitAsync(
            [.. settled.GroupBy(c => c.Part.PositionId, c => (c.Part.NoticeNumber, c.Part.Before, c.After)).SelectMany(Told)],
            ct
        );
        return changed.Select(c => c.Part.PositionId).ToHashSet();
    }

    private static IEnumerable<EventData> Told(
        IGrouping<Guid, (string NoticeNumber, OptionInstalment Before, OptionInstalment After)> position
    )
    {
        var (id, owed) = (Ids.Position(position.Key), PaymentOptions.OwedOf([.. position.Select(p => p.After)]) ?? 0);
        if (owed > 0 && PaymentOptions.OwedOf([.. position.Select(p => p.Before)]) is { } before && before != owed)
            yield return new PositionOptionOwed(id, owed, [.. position.Where(p => p.After.Option == owed).Select(p => p.NoticeNumber)]);
        string[] gone =
        [
            .. position.Where(p => p.Before.State != p.After.State && p.After.State == InstalmentState.Void).Select(p => p.NoticeNumber),
        ];
        string[] back =
        [
            .. position.Where(p => p.Before.State != p.After.State && p.Before.State == InstalmentState.Void).Select(p => p.NoticeNumber),
        ];
        if (gone.Length > 0)
            yield return new PositionOptionsVoid(id, owed, gone);
        if (back.Length > 0)
            yield return new PositionOptionsRestored(id, owed, back);
    }
}
