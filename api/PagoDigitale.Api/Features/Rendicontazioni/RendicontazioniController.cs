using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Rendicontazioni;

[Tags("rendicontazioni"), Route("v1/organizations/{organization}/rendicontazioni")]
public sealed class RendicontazioniController(RendicontazioneQueries queries, UploadRendicontazioneHandler upload) : ApiController
{
    private const long XmlLengthMax = 200L * 1024 * 1024;

    [HttpGet, Operation(Scopes.RendicontazioniRead), ProducesResponseType<Page<RendicontazioneModel>>(200)]
    public async Task<IActionResult> ListRendicontazioni(
        string organization,
        [FromQuery] RendicontazioneFilter filter,
        CancellationToken ct
    ) => Answer(await queries.ListAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.RendicontazioniWrite),
        ProducesResponseType<RendicontazioneModel>(200),
        ProducesResponseType<RendicontazioneModel>(201)
    ]
    public async Task<IActionResult> UploadRendicontazione(
        string organization,
        [FromQuery] RendicontazioneUpload parameters,
        [Upload(UploadAttribute.Xml, UploadAttribute.TextXml, UploadAttribute.AnyFile, LengthMax = XmlLengthMax)] SpooledUpload file,
        CancellationToken ct
    ) =>
        CreatedOrFound(
            await upload.RunAsync(parameters.FileName, file, ct),
            r => $"/v1/organizations/{organization}/rendicontazioni/{r.Id}"
        );

    [HttpGet("{rendicontazione}"), Operation(Scopes.RendicontazioniRead), ProducesResponseType<RendicontazioneModel>(200)]
    public async Task<IActionResult> ReadRendicontazione(string organization, string rendicontazione, CancellationToken ct) =>
        Answer(await queries.ReadAsync(rendicontazione, ct));

    [HttpGet("{rendicontazione}/rows"), Operation(Scopes.RendicontazioniRead), ProducesResponseType<Page<RendicontazioneRowModel>>(200)]
    public async Task<IActionResult> ListRendicontazioneRows(
        string organization,
        string rendicontazione,
        [FromQuery] RendicontazioneRowFilter filter,
        CancellationToken ct
    ) => Answer(await queries.RowsAsync(rendicontazione, filter, ct));

    [
        HttpGet("{rendicontazione}/xml"),
        Operation(Scopes.RendicontazioniRead),
        ProducesResponseType<FileContentResult>(200, "application/xml")
    ]
    public async Task<IActionResult> DownloadRendicontazioneXml(string organization, string rendicontazione, CancellationToken ct)
    {
        var xml = await queries.XmlAsync(rendicontazione, ct);
        return xml.Error is { } error ? Refusal(error) : File(xml.Value.Content, "application/xml", xml.Value.FileName);
    }
}
