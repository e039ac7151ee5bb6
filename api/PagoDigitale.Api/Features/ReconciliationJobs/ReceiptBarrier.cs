using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// A receipt asks for a run only when something has been waiting for it, which it cannot see while the flow or the credit is
/// being uploaded at the same moment; and the run that these ask for cannot see the receipt as long as it is not committed.
/// So a receipt looks and commits while it holds this lock together with the other receipts, and a run, before it reads,
/// waits until those that are looking have ended. Who looks later sees what the run was asked for.
/// </summary>
internal static class ReceiptBarrier
{
    private const string Key = "hashtextextended('reconciliation-receipts/' || $1, 0)";

    /// <summary>Receipts arrive while the barrier waits: rather than keeping them from it for longer, the run is tried again.</summary>
    private const string Patience = "2s";

    public static Task HoldAsync(TenantSession session, CancellationToken ct) =>
        session.SendAsync($"SELECT pg_advisory_xact_lock_shared({Key})", ct, session.Organization);

    /// <summary>In a transaction of its own, so that it is given back at once.</summary>
    public static async Task PassAsync(TenantScopes tenants, string organization, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        await unit.Session.ExecuteAsync($"SET LOCAL lock_timeout = '{Patience}'", ct);
        await unit.Session.ExecuteAsync($"SELECT pg_advisory_xact_lock({Key})", ct, organization);
        await unit.CommitAsync(ct);
    }
}
