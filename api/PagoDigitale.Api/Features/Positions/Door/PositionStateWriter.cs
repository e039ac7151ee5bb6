using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Writes the state of positions after their instalments changed. The state itself is computed in one place,
/// <see cref="PositionStates.Compute"/>; whoever changes instalments calls this in the same transaction.
/// </summary>
public sealed class PositionStateWriter(TenantSession session, PaymentOptionWriter options, TimeProvider clock)
{
    private static readonly SqlText _held = SqlText.Statement(
        typeof(PositionStateWriter),
        "HeldPositions.sql",
        ("valid_from", StandingSql.ValidFrom),
        ("standing", StandingSql.Arrays)
    );

    /// <param name="areLocked">The caller holds them already.</param>
    public async Task RecomputeAsync(IReadOnlyCollection<Guid> positionIds, CancellationToken ct, bool areLocked = false)
    {
        if (positionIds.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        // The lock makes two changes to instalments of one position compute one after the other, each seeing the other's result.
        if (!areLocked)
            await session.SendAsync(
                "SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = ANY ($2) ORDER BY position_id FOR UPDATE",
                ct,
                session.Organization,
                positionIds.ToArray()
            );
        var rows = await ReadAsync(positionIds, ct);
        if (await SettleOptionsAsync(rows.Select(r => (r.Id, r.Instalments)), ct) is { Count: > 0 } settled)
            rows = [.. rows.Where(r => !settled.Contains(r.Id)), .. await ReadAsync(settled, ct)];
        var states = rows.Select(r => StateText.Of(PositionStates.Compute(r.Instalments, r.ValidFrom, today))).ToArray();
        await session.SendAsync(
            """
            UPDATE positions p SET state = n.state, paid_cents = n.paid_cents, version = p.version + 1, updated_at = $5
            FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS n(position_id, state, paid_cents)
            WHERE p.organization_id = $1 AND p.position_id = n.position_id
            """,
            ct,
            session.Organization,
            rows.Select(r => r.Id).ToArray(),
            states,
            rows.Select(r => r.PaidCents).ToArray(),
            now
        );
    }

    private Task<List<Standing>> ReadAsync(IReadOnlyCollection<Guid> positionIds, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT p.position_id, {StandingSql.ValidFrom}, coalesce(sum(i.paid_cents), 0)::bigint, {StandingSql.Arrays}
            FROM positions p JOIN instalments i USING (organization_id, position_id)
            WHERE p.organization_id = $1 AND p.position_id = ANY ($2)
            GROUP BY p.position_id
            """,
            r => new Standing(
                r.GetGuid(0),
                r.IsDBNull(1) ? null : r.GetFieldValue<DateOnly>(1),
                r.GetInt64(2),
                StandingSql.Read(r, first: 3)
            ),
            ct,
            session.Organization,
            positionIds.ToArray()
        );

    private Task<IReadOnlySet<Guid>> SettleOptionsAsync(
        IEnumerable<(Guid Id, List<OptionInstalment> Instalments)> positions,
        CancellationToken ct
    ) =>
        options.SettleAsync(
            [.. positions.Where(p => p.Instalments.Exists(i => i.Option != p.Instalments[0].Option)).Select(p => p.Id)],
            ct
        );

    /// <summary>
    /// Of many, which the caller holds: what is read of them to compute their states says as well what they have come to, for the events.
    /// </summary>
    public async Task<Dictionary<Guid, PositionFacts>> RecomputeHeldAsync(IReadOnlyCollection<Guid> positionIds, CancellationToken ct)
    {
        if (positionIds.Count == 0)
            return [];
        var facts = await FactsAsync(positionIds, ct);
        if (await SettleOptionsAsync(facts.Select(f => (f.Id, f.Instalments)), ct) is { Count: > 0 } settled)
            facts = [.. facts.Where(f => !settled.Contains(f.Id)), .. await FactsAsync(settled, ct)];
        await WriteAsync([.. facts.Select(f => (f.Id, f.Facts))], ct);
        return facts.ToDictionary(f => f.Id, f => f.Facts);
    }

    private Task<List<(Guid Id, PositionFacts Facts, List<OptionInstalment> Instalments)>> FactsAsync(
        IReadOnlyCollection<Guid> positionIds,
        CancellationToken ct
    )
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        return session.QueryAsync(
            _held,
            r =>
            {
                var instalments = StandingSql.Read(r, first: 8);
                var state = PositionStates.Compute(instalments, r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5), today);
                return (
                    r.GetGuid(0),
                    new PositionFacts(
                        Ids.Position(r.GetGuid(0)),
                        r.IsDBNull(1) ? null : r.GetString(1),
                        r.GetString(2),
                        r.IsDBNull(3) ? null : r.GetString(3),
                        r.IsDBNull(4) ? null : Ids.Flow(r.GetGuid(4)),
                        state,
                        PaymentOptions.AmountOf(instalments),
                        r.GetInt64(6),
                        r.IsDBNull(7) ? [] : r.GetFieldValue<string[]>(7)
                    ),
                    instalments
                );
            },
            ct,
            session.Organization,
            positionIds.ToArray()
        );
    }

    /// <summary>Positions of one instalment each, whose state follows from it alone; the caller holds them.</summary>
    public async Task<Dictionary<Guid, PositionFacts>> SetHeldAsync(IReadOnlyList<HeldInstalment> instalments, CancellationToken ct)
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var facts = instalments
            .Select(i => (Id: i.PositionId, Facts: i.PositionWith(PositionStates.Compute([i.Standing], i.ValidFrom, today))))
            .ToList();
        await WriteAsync(facts, ct);
        return facts.ToDictionary(f => f.Id, f => f.Facts);
    }

    private async Task WriteAsync(IReadOnlyCollection<(Guid Id, PositionFacts Facts)> positions, CancellationToken ct)
    {
        if (positions.Count > 0)
            await session.ExecuteAsync(
                """
                UPDATE positions p SET state = n.state, paid_cents = n.paid_cents, version = p.version + 1, updated_at = $5
                FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS n(position_id, state, paid_cents)
                WHERE p.organization_id = $1 AND p.position_id = n.position_id
                """,
                ct,
                session.Organization,
                positions.Select(f => f.Id).ToArray(),
                positions.Select(f => StateText.Of(f.Facts.State)).ToArray(),
                positions.Select(f => f.Facts.PaidCents).ToArray(),
                clock.GetUtcNow()
            );
    }

    private sealed record Standing(Guid Id, DateOnly? ValidFrom, long PaidCents, List<OptionInstalment> Instalments);
}
