using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>Tells what became of movements, as they are when it is called: two statements, whatever the number.</summary>
public sealed class MovementEventWriter(TenantSession session, EventLog events)
{
    public async Task EmitAsync(IReadOnlyCollection<(Guid Movement, Func<MovementFacts, MovementEvent> Told)> told, CancellationToken ct)
    {
        if (told.Count == 0)
            return;
        var facts = await FactsAsync([.. told.Select(t => t.Movement).Distinct()], ct);
        await events.EmitAsync([.. told.Select(t => t.Told(facts[t.Movement]))], ct);
    }

    /// <summary>What a run of reconciliation has found: told in the transaction of the run.</summary>
    public Task EmitPaidOutAsync(IReadOnlyCollection<(Guid Movement, Guid Rendicontazione)> found, CancellationToken ct) =>
        EmitAsync(
            [
                .. found
                    .GroupBy(f => f.Movement, f => PublicId.Format("rnd", f.Rendicontazione))
                    .Select(f =>
                        (f.Key, (Func<MovementFacts, MovementEvent>)(m => new MovementMatched(m, false) { RendicontazioneIds = [.. f] }))
                    ),
            ],
            ct
        );

    /// <summary>Movements that pay out one receipt each.</summary>
    public Task EmitSingleAsync(IReadOnlyCollection<(Guid Movement, Guid Receipt)> found, CancellationToken ct) =>
        EmitAsync(
            [
                .. found.Select(f =>
                    (
                        f.Movement,
                        (Func<MovementFacts, MovementEvent>)(
                            m => new MovementMatched(m, IsDecided: false) { ReceiptId = PublicId.Format("rcp", f.Receipt) }
                        )
                    )
                ),
            ],
            ct
        );

    private async Task<Dictionary<Guid, MovementFacts>> FactsAsync(Guid[] movements, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT movement_id, statement_id, accounting_date, amount_cents, state FROM bank_movements
                WHERE organization_id = $1 AND movement_id = ANY ($2)
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Facts: new MovementFacts(
                            PublicId.Format("mov", r.GetGuid(0)),
                            PublicId.Format("bst", r.GetGuid(1)),
                            r.GetFieldValue<DateOnly>(2),
                            r.GetInt64(3),
                            StateText.Parse<MovementState>(r.GetString(4))
                        )
                    ),
                ct,
                session.Organization,
                movements
            )
        ).ToDictionary(m => m.Id, m => m.Facts);
}
