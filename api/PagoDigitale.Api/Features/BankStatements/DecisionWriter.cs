using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Writes what a person decided about movements, so that no run undoes it, and lets a run draw the consequences.</summary>
public sealed class DecisionWriter(TenantSession session, ILateFacts late, MovementEventWriter events, TimeProvider clock)
{
    /// <param name="isDecided">False gives the movements back to the runs.</param>
    public async Task DecideAsync(
        IReadOnlyCollection<Guid> movements,
        string reason,
        bool isDecided,
        Func<MovementFacts, MovementEvent> told,
        CancellationToken ct
    )
    {
        await session.ExecuteAsync(
            """
            UPDATE bank_movements SET is_decided = $3, decision_reason = $4, decided_at = $5, is_pago_pa = is_pago_pa
                OR state IN ('matched', 'amount-mismatch', 'regularised')
            WHERE organization_id = $1 AND movement_id = ANY ($2)
            """,
            ct,
            session.Organization,
            movements.ToArray(),
            isDecided,
            reason,
            clock.GetUtcNow()
        );
        await events.EmitAsync([.. movements.Select(m => (m, told))], ct);
        await late.AskAsync(ct);
    }

    public Task SetStateAsync(IReadOnlyCollection<Guid> movements, string state, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE bank_movements SET state = $3, counterpart_id = NULL WHERE organization_id = $1 AND movement_id = ANY ($2)",
            ct,
            session.Organization,
            movements.ToArray(),
            state
        );

    public Task RefuseAsync(Guid movement, IReadOnlyCollection<string> targets, string reason, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            INSERT INTO movement_refusals (organization_id, movement_id, target, reason, refused_at) SELECT $1, $2, n, $4, $5
                FROM unnest($3::text[]) AS n
            ON CONFLICT (organization_id, movement_id, target) DO UPDATE SET reason = $4, refused_at = $5
            """,
            ct,
            session.Organization,
            movement,
            targets.ToArray(),
            reason,
            clock.GetUtcNow()
        );

    public Task ForgiveAsync(IReadOnlyCollection<Guid> movements, IReadOnlyCollection<string> targets, CancellationToken ct) =>
        session.ExecuteAsync(
            "DELETE FROM movement_refusals WHERE organization_id = $1 AND movement_id = ANY ($2) AND target = ANY ($3)",
            ct,
            session.Organization,
            movements.ToArray(),
            targets.ToArray()
        );

    /// <summary>What a person has put together stays so as a whole.</summary>
    public Task SettleAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE movement_links SET is_decided = true WHERE organization_id = $1 AND rendicontazione_id = ANY ($2)",
            ct,
            session.Organization,
            flows.ToArray()
        );
}
