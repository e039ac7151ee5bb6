using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

public sealed class ReadAcaAlignmentHandler(AcaAlignmentRows rows)
{
    public Task<Outcome<AcaAlignmentModel>> RunAsync(string alignment, CancellationToken ct) => rows.ReadAsync(alignment, ct);
}
