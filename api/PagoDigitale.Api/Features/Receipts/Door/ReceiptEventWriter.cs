using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Tells what happened to a receipt, which is read, with its position, as it is when it is called.</summary>
public sealed class ReceiptEventWriter(TenantSession session, EventLog events)
{
    public async Task EmitAsync(Guid receipt, Func<ReceiptFacts, ReceiptEvent> told, CancellationToken ct) =>
        await events.EmitAsync(told(await FactsAsync(receipt, ct)), ct);

    private async Task<ReceiptFacts> FactsAsync(Guid receipt, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT c.iur, c.notice_number, c.iuv, c.amount_cents, coalesce((SELECT sum(t.amount_cents) FROM receipt_transfers t
                        WHERE t.organization_id = $1 AND t.receipt_record_id = $2 AND t.beneficiary = $1), 0)::bigint,
                    c.paid_at, c.psp_id, c.classification, p.position_id, p.external_id, p.state
                FROM receipts c LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = c.position_id
                WHERE c.organization_id = $1 AND c.receipt_record_id = $2
                """,
                r => new ReceiptFacts(
                    Ids.Receipt(receipt),
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
                ),
                ct,
                session.Organization,
                receipt
            )
        ).Single();
}
