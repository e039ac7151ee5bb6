using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>Tells what became of rendicontazioni, as they are when it is called: two statements, whatever the number.</summary>
public sealed class RendicontazioneEventWriter(TenantSession session, EventLog events)
{
    public Task EmitAsync(Guid rendicontazione, Func<RendicontazioneFacts, RendicontazioneTold> told, CancellationToken ct) =>
        EmitAsync([(rendicontazione, told)], ct);

    public async Task EmitAsync(
        IReadOnlyCollection<(Guid Rendicontazione, Func<RendicontazioneFacts, RendicontazioneTold> Told)> told,
        CancellationToken ct
    )
    {
        if (told.Count == 0)
            return;
        var facts = await FactsAsync([.. told.Select(t => t.Rendicontazione).Distinct()], ct);
        await events.EmitAsync([.. told.Select(t => t.Told(facts[t.Rendicontazione]))], ct);
    }

    private async Task<Dictionary<Guid, RendicontazioneFacts>> FactsAsync(Guid[] rendicontazioni, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT rendicontazione_id, flusso_id, revision, psp_id, regulation_id, regulation_date, state, total_amount_cents,
                    payments_count
                FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = ANY ($2)
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Facts: new RendicontazioneFacts(
                            PublicId.Format("rnd", r.GetGuid(0)),
                            r.GetString(1),
                            r.GetInt32(2),
                            r.GetString(3),
                            r.GetString(4),
                            r.GetFieldValue<DateOnly>(5),
                            StateText.Parse<RendicontazioneState>(r.GetString(6)),
                            r.GetInt64(7),
                            r.GetInt32(8)
                        )
                    ),
                ct,
                session.Organization,
                rendicontazioni
            )
        ).ToDictionary(f => f.Id, f => f.Facts);
}
