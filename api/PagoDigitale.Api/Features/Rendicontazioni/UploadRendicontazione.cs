using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneUpload
{
    [FromQuery(Name = "fileName"), MinLength(1), MaxLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }
}

public sealed class UploadRendicontazioneHandler(RendicontazioneIntakeHandler intake, RendicontazioneRecords records)
{
    public async Task<Outcome<Created<RendicontazioneModel>>> RunAsync(string? fileName, SpooledUpload file, CancellationToken ct)
    {
        var taken = await intake.TakeAsync(await file.ReadAllAsync(ct), source: "upload", ct, fileName ?? file.FileName);
        return taken.Error is { } error
            ? error
            : new Created<RendicontazioneModel>((await records.FindAsync(taken.Value!.Value, ct))!, taken.Value.IsNew);
    }
}
