using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// A position and the money of its notice that come at the same moment would each miss the other. Who registers a number made
/// elsewhere holds this, shared, before anything else it locks; numbers given here were paid by nobody before. Who brings money
/// for a notice that is not here waits for it, looks again, and keeps it until its transaction ends.
/// </summary>
public static class NoticeBarrier
{
    private const string Key = "hashtextextended('reported-notices/' || $1, 0)";

    public static Task HoldAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({Key})", ct, session.Organization);

    public static Task WaitAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock({Key})", ct, session.Organization);
}
