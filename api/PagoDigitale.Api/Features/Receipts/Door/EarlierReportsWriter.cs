using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Receipts and rendicontazioni that told of a payment before its position was known. Whoever makes a position has it settled here in the
/// same transaction: the node must never ask a debtor for what a PSP says is paid.
/// </summary>
public sealed class EarlierReportsWriter(
    TenantSession session,
    EarlierReceiptsWriter receipts,
    RowLinks rows,
    InstalmentMarkWriter marks,
    ReportedPaymentWriter reported,
    RevocationWriter revocations
)
{
    /// <summary>Settles new instalments that receipts or rows of current rendicontazioni tell of.</summary>
    public async Task SettleAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        await receipts.SettleAsync(instalments, ct);
        var told = await rows.TieInstalmentsAsync(instalments, ct);
        if (told.Count == 0)
            return;
        await marks.RefreshAsync(told, ct);
        await marks.RefreshAsync(await reported.SettleAsync(flow: null, ct, told), ct);
        // Rows may have taken back, too, what they told of.
        await revocations.RefreshAsync(
            await session.QueryAsync(
                """
                SELECT DISTINCT iur FROM door.rendicontazione_rows WHERE organization_id = $1 AND instalment_id = ANY ($2)
                """,
                r => r.GetString(0),
                ct,
                session.Organization,
                told.ToArray()
            ),
            ct
        );
    }
}
