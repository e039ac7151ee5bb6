using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Tells what happened to a receipt, which is read, with its position, as it is when it is called.</summary>
public sealed class ReceiptEventWriter(TenantSession session, EventLog events)
{
    public Task EmitAsync(Guid receipt, Func<ReceiptFacts, ReceiptEvent> told, CancellationToken ct) => EmitAsync([(receipt, told)], ct);

    /// <summary>Two statements, whatever the number.</summary>
    public async Task EmitAsync(IReadOnlyCollection<(Guid Receipt, Func<ReceiptFacts, ReceiptEvent> Told)> told, CancellationToken ct)
    {
        var facts = await FactsAsync([.. told.Select(t => t.Receipt)], ct);
        await events.EmitAsync([.. told.Select(t => t.Told(facts[t.Receipt]))], ct);
    }

    private async Task<Dictionary<Guid, ReceiptFacts>> FactsAsync(Guid[] receipts, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT c.iur, c.notice_number, c.iuv, c.amount_cents, coalesce((SELECT sum(t.amount_cents) FROM receipt_transfers t
                        WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1), 0)::bigint,
                    c.paid_at, c.psp_id, c.classification, p.position_id, p.external_id, p.state,
                    c.receipt_record_id
                FROM receipts c LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = c.position_id
                WHERE c.organization_id = $1 AND c.receipt_record_id = ANY ($2)
                """,
                r =>
                    (
                        Id: r.GetGuid(11),
                        Facts: new ReceiptFacts(
                            Ids.Receipt(r.GetGuid(11)),
                            r.GetString(0),
                            r.GetString(1),
                            r.GetString(2),
                            r.GetInt64(3),
                            r.GetInt64(4),
                            r.GetFieldValue<DateTimeOffset>(5),
                            r.GetString(6),
                            StateText.Parse<ReceiptClassification>(r.GetString(7)),
                            r.IsDBNull(8) ? null : Ids.Position(r.GetGuid(8)),
                            r.IsDBNull(9) ? null : r.GetString(9),
                            r.IsDBNull(10) ? null : StateText.Parse<PositionState>(r.GetString(10))
                        )
                    ),
                ct,
                session.Organization,
                receipts
            )
        ).ToDictionary(r => r.Id, r => r.Facts);
}
