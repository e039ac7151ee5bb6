using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Rendicontazioni;

[Tags("rendicontazioni"), Route("v1/organizations/{organization}/rendicontazioni")]
public sealed class RendicontazioniController : ApiController
{
    private const long FileLengthMax = 200L * 1024 * 1024;

    [HttpGet, Operation(Scopes.RendicontazioniRead, MayReadStandby = true), ProducesResponseType<Page<RendicontazioneModel>>(200)]
    public async Task<IActionResult> ListRendicontazioni(
        [FromServices] ListRendicontazioniHandler handler,
        string organization,
        [FromQuery] RendicontazioneFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.RendicontazioniWrite),
        ProducesResponseType<RendicontazioneModel>(200),
        ProducesResponseType<RendicontazioneModel>(201)
    ]
    public async Task<IActionResult> UploadRendicontazione(
        [FromServices] UploadRendicontazioneHandler handler,
        string organization,
        [FromQuery] RendicontazioneUpload parameters,
        [Upload(UploadAttribute.Xml, UploadAttribute.TextXml, UploadAttribute.Json, UploadAttribute.AnyFile, LengthMax = FileLengthMax)]
            SpooledUpload file,
        CancellationToken ct
    ) =>
        CreatedOrFound(
            await handler.RunAsync(parameters.FileName, file, ct),
            r => $"/v1/organizations/{organization}/rendicontazioni/{r.Id}"
        );

    [HttpGet("{rendicontazione}"), Operation(Scopes.RendicontazioniRead), ProducesResponseType<RendicontazioneModel>(200)]
    public async Task<IActionResult> ReadRendicontazione(
        [FromServices] ReadRendicontazioneHandler handler,
        string organization,
        string rendicontazione,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(rendicontazione, ct));

    [
        HttpGet("{rendicontazione}/rows"),
        Operation(Scopes.RendicontazioniRead, MayReadStandby = true),
        ProducesResponseType<Page<RendicontazioneRowModel>>(200)
    ]
    public async Task<IActionResult> ListRendicontazioneRows(
        [FromServices] ListRendicontazioneRowsHandler handler,
        string organization,
        string rendicontazione,
        [FromQuery] RendicontazioneRowFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(rendicontazione, filter, ct));

    [
        HttpGet("{rendicontazione}/file"),
        Operation(Scopes.RendicontazioniRead, MayReadStandby = true),
        ProducesResponseType<FileContentResult>(200, FlussoFile.Xml, UploadAttribute.AnyFile)
    ]
    public async Task<IActionResult> DownloadRendicontazione(
        [FromServices] DownloadRendicontazioneHandler handler,
        string organization,
        string rendicontazione,
        CancellationToken ct
    ) => FileOf(await handler.RunAsync(rendicontazione, ct), file => File(file.Content, file.MediaType, file.FileName));
}
