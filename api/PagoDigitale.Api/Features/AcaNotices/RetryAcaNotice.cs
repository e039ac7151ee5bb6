using PagoDigitale.Api.Features.AcaNotices.Loading;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices;

/// <summary>Tells the archive of one notice again, whatever its pause.</summary>
public sealed class RetryAcaNoticeHandler(
    TenantSession session,
    AcaNoticeRows rows,
    ConnectionCalls connections,
    AcaWork work,
    TimeProvider clock
)
{
    public async Task<Outcome<AcaNoticeModel>> RunAsync(string noticeNumber, CancellationToken ct)
    {
        var found = await rows.ReadAsync(noticeNumber, ct);
        if (found.Error is not null)
            return found;
        if ((await connections.RefuseCallAsync(ConnectionCode.Aca, ct)) is { } notNow)
            return notNow;
        var again = await session.ExecuteAsync(
            """
            UPDATE aca_notices SET state = 'to-load', waiting_since = coalesce(waiting_since, $3), next_attempt_at = $3, digest = NULL
            WHERE organization_id = $1 AND notice_number = $2 AND state IN ('to-load', 'refused')
            """,
            ct,
            session.Organization,
            noticeNumber,
            clock.GetUtcNow()
        );
        if (again == 0)
            return ApiError.Conflict(
                "aca-notice-settled",
                AcaNoticesTexts.Settled,
                AcaNoticesTexts.NothingToTell.With(StateText.Of(found.Value!.State))
            );
        await work.RequestAsync(ct);
        return await rows.ReadAsync(noticeNumber, ct);
    }
}
