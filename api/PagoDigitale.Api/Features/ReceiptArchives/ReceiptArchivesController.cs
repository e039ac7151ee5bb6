using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.ReceiptArchives;

[Tags("receipt-archives"), Route("v1/organizations/{organization}/receipt-archives")]
public sealed class ReceiptArchivesController : ApiController
{
    [HttpGet, Operation(Scopes.ReceiptsRead, MayReadStandby = true), ProducesResponseType<Page<ReceiptArchiveModel>>(200)]
    public async Task<IActionResult> ListReceiptArchives(
        [FromServices] ListReceiptArchivesHandler handler,
        string organization,
        [FromQuery] ReceiptArchiveFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.ReceiptsWrite),
        ProducesResponseType<ReceiptArchiveModel>(202),
        ProducesResponseType<ReceiptArchiveModel>(200)
    ]
    public async Task<IActionResult> UploadReceiptArchive(
        [FromServices] UploadReceiptArchiveHandler handler,
        string organization,
        [FromQuery] ReceiptArchiveUpload parameters,
        [Upload(UploadAttribute.Zip, UploadAttribute.AnyFile)] SpooledUpload file,
        CancellationToken ct
    ) =>
        CreatedOrFound(
            await handler.RunAsync(parameters.FileName, file, ct),
            a => $"/v1/organizations/{organization}/receipt-archives/{a.Id}",
            statusWhenNew: 202
        );

    [HttpGet("{receiptArchive}"), Operation(Scopes.ReceiptsRead), ProducesResponseType<ReceiptArchiveModel>(200)]
    public async Task<IActionResult> ReadReceiptArchive(
        [FromServices] ReadReceiptArchiveHandler handler,
        string organization,
        string receiptArchive,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receiptArchive, ct));

    [
        HttpGet("{receiptArchive}/files"),
        Operation(Scopes.ReceiptsRead, MayReadStandby = true),
        ProducesResponseType<Page<ReceiptArchiveFileModel>>(200)
    ]
    public async Task<IActionResult> ListReceiptArchiveFiles(
        [FromServices] ListReceiptArchiveFilesHandler handler,
        string organization,
        string receiptArchive,
        [FromQuery] ReceiptArchiveFileFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receiptArchive, filter, ct));
}
