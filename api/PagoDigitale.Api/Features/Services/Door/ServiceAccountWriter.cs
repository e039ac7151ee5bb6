using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services.Door;

/// <summary>
/// Puts an account in the place of another on all services, so that what comes is not credited to the one that is given up.
/// </summary>
public sealed class ServiceAccountWriter(TenantSession session, EventLog events)
{
    /// <param name="isPostal">Whether the new account is one of Poste Italiane; a postal account gives way to no other.</param>
    /// <returns>How many services it changed.</returns>
    public async Task<int> ReplaceAsync(string iban, string newIban, bool isPostal, CancellationToken ct)
    {
        var changed = await session.QueryAsync(
            """
            UPDATE services SET iban = CASE WHEN iban = $2 THEN $3 ELSE iban END,
                postal_iban = CASE WHEN postal_iban = $2 THEN CASE WHEN $4 THEN $3 END ELSE postal_iban END, version = version + 1
            WHERE organization_id = $1 AND (iban = $2 OR postal_iban = $2) RETURNING service_code, is_active
            """,
            r => new ServiceChanged(r.GetString(0), r.GetBoolean(1)),
            ct,
            session.Organization,
            iban,
            newIban,
            isPostal
        );
        await events.EmitAsync(changed, ct);
        return changed.Count;
    }
}
