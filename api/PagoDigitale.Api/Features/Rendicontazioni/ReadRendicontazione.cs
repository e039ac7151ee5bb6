using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class ReadRendicontazioneHandler(RendicontazioneRecords records)
{
    public async Task<Outcome<RendicontazioneModel>> RunAsync(string rendicontazione, CancellationToken ct) =>
        PublicId.TryParse(rendicontazione, "rnd", out var id) && await records.FindAsync(id, ct) is { } found
            ? found
            : RendicontazioneRecords.NotFound(rendicontazione);
}
