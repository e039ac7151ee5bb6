using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Receipts beside what they paid.</summary>
public sealed class ReceiptSummaries(TenantSession session) : IReceiptsOfPositions
{
    private const string Columns = "c.receipt_record_id, c.iur, c.notice_number, c.amount_cents, c.paid_at, c.psp_id, c.classification";

    /// <summary>A receipt of a position is one of an instalment of it.</summary>
    public async Task<ILookup<Guid, ReceiptSummary>> OfAsync(Guid[] positions, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT {Columns}, i.position_id
                FROM door.instalments i JOIN receipts c ON c.organization_id = $1 AND c.instalment_id = i.instalment_id
                WHERE i.organization_id = $1 AND i.position_id = ANY ($2)
                ORDER BY c.paid_at, c.receipt_record_id
                """,
                r => (Position: r.GetGuid(7), Receipt: Map(r)),
                ct,
                session.Organization,
                positions
            )
        ).ToLookup(r => r.Position, r => r.Receipt);

    public async Task<Dictionary<Guid, ReceiptSummary>> FindAsync(Guid[] receipts, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {Columns} FROM receipts c WHERE c.organization_id = $1 AND c.receipt_record_id = ANY ($2)",
                r => (Id: r.GetGuid(0), Receipt: Map(r)),
                ct,
                session.Organization,
                receipts
            )
        ).ToDictionary(r => r.Id, r => r.Receipt);

    private static ReceiptSummary Map(NpgsqlDataReader r) =>
        new()
        {
            Id = Ids.Receipt(r.GetGuid(0)),
            Iur = r.GetString(1),
            NoticeNumber = r.GetString(2),
            AmountCents = r.GetInt64(3),
            PaidAt = r.GetFieldValue<DateTimeOffset>(4),
            PspId = r.GetString(5),
            Classification = r.GetString(6),
        };
}
