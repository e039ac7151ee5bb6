using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

public sealed class ReadNoticeHandler(TenantSession session)
{
    public async Task<Outcome<NoticeModel>> RunAsync(string noticeNumber, CancellationToken ct)
    {
        if (await NoticeRow.FindAsync(session, noticeNumber, ct) is not { } row)
            return ApiError.NotFound("notice-not-found", NoticesTexts.NotFound, NoticesTexts.NoSuch.With(noticeNumber));
        return row.ToModel(await NoticeIssuer.ReadWithoutLogoAsync(session, ct));
    }
}
