using Npgsql;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Who reads the account of a service and writes it on a transfer commits later, and a replacement of that account may have gone
/// by meanwhile. So whoever makes transfers holds this lock, together with the others, from before it reads until it commits; a
/// replacement, once the services have the new account, waits until those that may have read the old one have ended. Who
/// begins later reads the new one. In memory of the database, shared: it costs those who make transfers next to nothing.
/// </summary>
public static class AccountBarrier
{
    private const string Key = "hashtextextended('transfer-accounts/' || $1, 0)";

    /// <summary>New ones queue behind who waits: rather than keeping them for longer, it is tried again.</summary>
    private const string Patience = "500ms";

    private const int TriesMax = 600;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    public static Task HoldAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({Key})", ct, session.Organization);

    /// <summary>In a transaction of its own, so that it is given back at once.</summary>
    public static async Task PassAsync(TenantScopes tenants, string organization, CancellationToken ct)
    {
        for (var tries = 1; !await TryPassAsync(tenants, organization, tries == TriesMax, ct); tries++)
            await Task.Delay(_pause, ct);
    }

    private static async Task<bool> TryPassAsync(TenantScopes tenants, string organization, bool isLast, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        await unit.Session.ExecuteAsync($"SET LOCAL lock_timeout = '{Patience}'", ct);
        try
        {
            await unit.Session.ExecuteAsync($"SELECT pg_advisory_xact_lock({Key})", ct, organization);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && !isLast)
        {
            return false;
        }
        await unit.CommitAsync(ct);
        return true;
    }
}
