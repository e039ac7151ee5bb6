using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>A reversale that nobody else changes until the transaction ends.</summary>
public sealed record LockedReversale(
    Guid Id,
    Guid RendicontazioneId,
    int Year,
    DateOnly AccountingDate,
    DateOnly? ExecutedOn,
    bool IsAnnulled
);

public sealed class ReversaleLock(TenantSession session)
{
    /// <summary>Null when there is none.</summary>
    public async Task<LockedReversale?> TakeAsync(string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(id, "rev", out var reversale))
            return null;
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        return (
            await session.QueryAsync(
                """
                SELECT reversale_id, rendicontazione_id, year, accounting_date, executed_on, annulled_at IS NOT NULL FROM reversali
                    WHERE organization_id = $1 AND reversale_id = $2 FOR UPDATE
                """,
                r => new LockedReversale(
                    r.GetGuid(0),
                    r.GetGuid(1),
                    r.GetInt16(2),
                    r.GetFieldValue<DateOnly>(3),
                    r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
                    r.GetBoolean(5)
                ),
                ct,
                session.Organization,
                reversale
            )
        ).SingleOrDefault();
    }
}
