using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>
/// Receipts and rendicontazioni that told of a payment before its position was known. Whoever makes a position has it settled here in the
/// same transaction: the node must never ask a debtor for what a PSP says is paid.
/// </summary>
public sealed class EarlierReportsWriter(
    TenantSession session,
    EarlierReceiptsWriter receipts,
    InstalmentMarkWriter marks,
    ReportedPaymentWriter reported,
    RevocationWriter revocations
)
{
    /// <summary>Settles new instalments that receipts or rows of current rendicontazioni tell of.</summary>
    public async Task SettleAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        await receipts.SettleAsync(instalments, ct);
        var told = await LinkAsync(instalments, ct);
        if (told.Count == 0)
            return;
        await marks.RefreshAsync(told, ct);
        await marks.RefreshAsync(await reported.SettleAsync(flow: null, ct, told), ct);
        // Rows may have taken back, too, what they told of.
        await revocations.RefreshAsync(
            await session.QueryAsync(
                """
                SELECT DISTINCT receipt_id FROM rendicontazione_rows WHERE organization_id = $1 AND instalment_id = ANY ($2)
                """,
                r => r.GetString(0),
                ct,
                session.Organization,
                told.ToArray()
            ),
            ct
        );
    }

    /// <returns>The instalments that rows were tied to, of those asked for or, with null, of all.</returns>
    public async Task<IReadOnlyCollection<Guid>> LinkAsync(IReadOnlyCollection<Guid>? instalments, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                UPDATE rendicontazione_rows w SET instalment_id = i.instalment_id
                FROM instalments i, rendicontazioni r
                WHERE w.organization_id = $1 AND w.instalment_id IS NULL
                  AND r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
                  AND i.organization_id = $1 AND i.iuv = w.iuv {(instalments is null ? "" : "AND i.instalment_id = ANY ($2)")}
                RETURNING i.instalment_id
                """,
                r => r.GetGuid(0),
                ct,
                instalments is null ? [session.Organization] : [session.Organization, instalments.ToArray()]
            )
        ).ToHashSet();
}
