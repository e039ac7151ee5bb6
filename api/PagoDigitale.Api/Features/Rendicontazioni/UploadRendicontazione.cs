using PagoDigitale.Api.Features.Rendicontazioni.Exposed;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Uploads;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class UploadRendicontazioneHandler(RendicontazioneIntakeHandler intake, RendicontazioneQueries queries)
{
    public async Task<Outcome<Created<RendicontazioneModel>>> RunAsync(SpooledUpload file, CancellationToken ct)
    {
        var taken = await intake.TakeAsync(await file.ReadAllAsync(ct), source: "upload", ct);
        return taken.Error is { } error
            ? error
            : new Created<RendicontazioneModel>((await queries.FindAsync(taken.Value!.Value, ct))!, taken.Value.IsNew);
    }
}
