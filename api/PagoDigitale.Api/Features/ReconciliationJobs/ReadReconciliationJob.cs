using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed class ReadReconciliationJobHandler(ReconciliationJobRows rows)
{
    public async Task<Outcome<ReconciliationJobModel>> RunAsync(string job, CancellationToken ct) =>
        PublicId.TryParse(job, "rcj", out var id) && await rows.FindAsync(id, ct) is { } found
            ? found
            : ReconciliationJobRows.NotFound(job);
}
