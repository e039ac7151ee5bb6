using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The external codes of rows that follow another into its position are in no unique index with those of positions: one made by a
/// request and one grouped by a flow at the same moment would each miss the other. Who makes a position with a code holds this,
/// shared, from before it looks until it commits; a flow that groups rows waits for all of them, and they for it. So does one whose
/// chunk met a code that was taken while it was being made.
/// </summary>
public static class GroupBarrier
{
    private const string Key = "hashtextextended('grouped-codes/' || $1, 0)";

    public static Task HoldAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({Key})", ct, session.Organization);

    public static Task CloseAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock({Key})", ct, session.Organization);
}
