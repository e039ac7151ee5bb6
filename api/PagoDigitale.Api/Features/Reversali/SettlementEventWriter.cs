using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Tells of reversali issued, accertamenti collected and dues settled, as one set: a month's transfers settle many thousands
/// of positions, those that the credit of a payment was assigned to among them. Registers learn from <c>position.settled</c>, which
/// carries identifiers and nothing personal.
/// </summary>
public sealed class SettlementEventWriter(TenantSession session, EventLog events, PositionEventWriter positions)
{
    /// <summary>
    /// $1 organization, $2 the flows accounted now, $3 their reversali. Settled by them are the instalments all of whose own transfers
    /// reversali in force have now, and had not before: a payment that a second flow tells of too, or a further transfer, settles
    /// nothing again.
    /// </summary>
    private static readonly SqlText _settled = SqlText.Statement(
        typeof(SettlementEventWriter),
        "SettledPositions.sql",
        ("has_unaccounted", HasUnaccounted("")),
        ("had_unaccounted", HasUnaccounted("AND v.reversale_id <> ALL ($3)"))
    );

    /// <summary>
    /// A row that names no transfer of ours stands for all of them. OFFSET: each instalment is looked up; else the planner may compare
    /// with all transfers of the organization.
    /// </summary>
    private static string HasUnaccounted(string narrowed) =>
        $"""
            EXISTS (
              SELECT FROM door.transfers t
              WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1 AND NOT EXISTS (
                SELECT FROM door.rendicontazione_rows x
                JOIN reversali v ON v.organization_id = $1 AND v.rendicontazione_id = x.rendicontazione_id
                    AND v.annulled_at IS NULL {narrowed}
                WHERE x.organization_id = $1 AND x.instalment_id = i.instalment_id AND x.amount_cents > 0 AND x.outcome_code <> 3
                  AND (x.receipt_record_id IS NULL OR x.receipt_record_id = i.receipt_record_id)
                  AND (x.transfer_index = t.transfer_index OR NOT EXISTS (
                      SELECT FROM door.transfers o WHERE o.organization_id = $1 AND o.instalment_id = i.instalment_id AND o.beneficiary = $1
                        AND o.transfer_index = x.transfer_index OFFSET 0)) OFFSET 0) OFFSET 0)
            """;

    public async Task EmitAsync(List<NumberedReversale> reversali, ILookup<Guid, AllocatedShare> allocated, CancellationToken ct)
    {
        var byFlow = reversali.ToDictionary(n => n.Transfer.RendicontazioneId!.Value);
        var settled = await session.QueryAsync(
            _settled,
            r => (Flow: r.GetGuid(0), Position: r.GetGuid(1), Instalments: r.GetFieldValue<Guid[]>(2)),
            ct,
            session.Organization,
            byFlow.Keys.ToArray(),
            reversali.Select(n => n.Id).ToArray()
        );
        var accertamenti = await AccertamentiAsync([.. allocated.SelectMany(a => a).Select(a => a.AccertamentoId).Distinct()], ct);
        await events.EmitAsync([.. reversali.Select(n => new ReversaleIssued(FactsOf(n)))], ct);
        await events.EmitAsync(
            [
                .. reversali.SelectMany(
                    n => allocated[n.Transfer.RendicontazioneId!.Value],
                    (n, a) =>
                        accertamenti[a.AccertamentoId] with
                        {
                            ReversaleId = n.PublicId,
                            AmountCents = a.Cents,
                            PaymentsCount = a.PaymentsCount,
                        }
                ),
            ],
            ct
        );
        await positions.EmitAsync(
            [
                .. settled.Select(s =>
                    (
                        s.Position,
                        (Func<PositionFacts, PositionEvent?>)(
                            p => new PositionSettled(p, byFlow[s.Flow].PublicId, [.. s.Instalments.Select(Ids.Instalment)])
                        )
                    )
                ),
            ],
            ct
        );
    }

    private static ReversaleFacts FactsOf(NumberedReversale n) =>
        new(
            n.PublicId,
            n.Draft.AccountingDate.Year,
            n.Number,
            n.Draft.AccountingDate,
            n.Transfer.TotalCents,
            n.Transfer.PaymentsCount,
            n.Transfer.FlussoId!,
            PublicId.Format("rnd", n.Transfer.RendicontazioneId!.Value),
            n.Transfer.Provvisorio
        );

    /// <summary>Each as it is told, but for what a reversale books on it.</summary>
    private async Task<Dictionary<Guid, AccertamentoCollected>> AccertamentiAsync(Guid[] ids, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT accertamento_id, year, number, chapter FROM door.accertamenti
                WHERE organization_id = $1 AND accertamento_id = ANY ($2)
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Told: new AccertamentoCollected(
                            PublicId.Format("acc", r.GetGuid(0)),
                            r.GetInt16(1),
                            r.GetString(2),
                            r.GetString(3),
                            ReversaleId: "",
                            AmountCents: 0,
                            PaymentsCount: 0
                        )
                    ),
                ct,
                session.Organization,
                ids
            )
        ).ToDictionary(a => a.Id, a => a.Told);
}
