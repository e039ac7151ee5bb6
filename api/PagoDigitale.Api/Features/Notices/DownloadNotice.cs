using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Languages;
using PagoDigitale.Documents;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

public sealed record NoticeFile(string Name, byte[] Content);

public sealed class DownloadNoticeHandler(NoticePrintWriter prints, TenantSession session, INoticeRenderer renderer, TimeProvider clock)
{
    public async Task<Outcome<NoticeFile>> RunAsync(string noticeNumber, bool isHandedOut, CancellationToken ct)
    {
        if (await NoticeRow.FindAsync(session, noticeNumber, ct) is not { } row)
            return ApiError.NotFound("notice-not-found", NoticesTexts.NotFound, NoticesTexts.NoSuch.With(noticeNumber));
        var now = clock.GetUtcNow();
        if (NoticePrintability.Obstacle(row, RomeTime.LegalDate(now)) is { } obstacle)
            return NotPrintable(obstacle);
        using var pdf = new MemoryStream();
        try
        {
            renderer.Render(row.ToDocument(await NoticeIssuer.ReadAsync(session, ct), now), pdf);
        }
        catch (DocumentRefusedException refused)
        {
            return NotPrintable(refused.Told);
        }
        if (isHandedOut)
            await prints.MarkNoticeAsync(row.InstalmentId, ct);
        return new NoticeFile(row.FileName, pdf.ToArray());
    }

    private static ApiError NotPrintable(Message why) => ApiError.Conflict("notice-not-printable", NoticesTexts.CannotBePrinted, why);
}
