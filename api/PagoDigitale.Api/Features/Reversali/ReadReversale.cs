using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class ReadReversaleHandler(ReversaleRows rows)
{
    public async Task<Outcome<ReversaleModel>> RunAsync(string reversale, CancellationToken ct) =>
        PublicId.TryParse(reversale, "rev", out var id) && (await rows.FindAsync([id], ct)).SingleOrDefault() is { } found
            ? found
            : ReversaleRows.NotFound(reversale);
}
