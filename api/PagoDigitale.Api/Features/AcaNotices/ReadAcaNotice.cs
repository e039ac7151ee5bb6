using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices;

public sealed class ReadAcaNoticeHandler(AcaNoticeRows rows)
{
    public Task<Outcome<AcaNoticeModel>> RunAsync(string noticeNumber, CancellationToken ct) => rows.ReadAsync(noticeNumber, ct);
}
