using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>
/// Rendicontazioni, bank statements, reconciliation and reversali of one organization change the same facts. Whoever writes
/// them holds this lock until its transaction ends, so each sees what the one before it did and nobody matches what another
/// one is replacing.
/// </summary>
public static class ReconciliationLock
{
    public static Task TakeAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('reconciliation/' || $1, 0))", ct, session.Organization);

    /// <summary>For work that can as well be done later: false while somebody has it.</summary>
    public static Task<bool> TryTakeAsync(TenantSession session, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('reconciliation/' || $1, 0))",
            ct,
            session.Organization
        );

    /// <summary>For who waits for an answer: after a while it is 503 <c>busy</c>, and nothing was changed.</summary>
    public static Task TakeOrBeBusyAsync(TenantSession session, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            SELECT set_config('lock_timeout', '20s', true), pg_advisory_xact_lock(hashtextextended('reconciliation/' || $1, 0)),
                set_config('lock_timeout', '0', true)
            """,
            ct,
            session.Organization
        );
}
