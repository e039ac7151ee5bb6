using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Receipts;

[Tags("receipts"), Route("v1/organizations/{organization}/receipts")]
public sealed class ReceiptsController : ApiController
{
    /// <summary>As much as the node may send.</summary>
    private const long XmlLengthMax = 2L * 1024 * 1024;

    [HttpGet, Operation(Scopes.ReceiptsRead, MayReadStandby = true), ProducesResponseType<Page<ReceiptModel>>(200)]
    [Embeds(ReceiptEmbedding.Position, Scopes.PositionsRead)]
    public async Task<IActionResult> ListReceipts(
        [FromServices] ListReceiptsHandler handler,
        string organization,
        [FromQuery] ReceiptFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpPost, Operation(Scopes.ReceiptsWrite), ProducesResponseType<ReceiptModel>(200), ProducesResponseType<ReceiptModel>(201)]
    public async Task<IActionResult> UploadReceipt(
        [FromServices] UploadReceiptHandler handler,
        string organization,
        [Upload(UploadAttribute.Xml, UploadAttribute.TextXml, UploadAttribute.AnyFile, LengthMax = XmlLengthMax)] SpooledUpload file,
        CancellationToken ct
    ) => CreatedOrFound(await handler.RunAsync(file, ct), r => $"/v1/organizations/{organization}/receipts/{r.Id}");

    [HttpGet("{receipt}"), Operation(Scopes.ReceiptsRead), ProducesResponseType<ReceiptModel>(200)]
    [Embeds(ReceiptEmbedding.Position, Scopes.PositionsRead)]
    public async Task<IActionResult> ReadReceipt(
        [FromServices] ReadReceiptHandler handler,
        string organization,
        string receipt,
        [FromQuery] PartQuery part,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receipt, part, ct));

    [
        HttpGet("{receipt}/pdf"),
        Operation(Scopes.ReceiptsRead, MayReadStandby = true),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Pdf)
    ]
    public async Task<IActionResult> DownloadReceipt(
        [FromServices] DownloadReceiptHandler handler,
        string organization,
        string receipt,
        CancellationToken ct
    ) => Download(await handler.RunAsync(receipt, ct), MediaTypeNames.Application.Pdf);

    [
        HttpGet("{receipt}/original"),
        Operation(Scopes.ReceiptsRead, MayReadStandby = true),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Xml, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadReceiptOriginal(
        [FromServices] DownloadReceiptOriginalHandler handler,
        string organization,
        string receipt,
        CancellationToken ct
    ) => FileOf(await handler.RunAsync(receipt, ct), file => File(file.Content, file.MediaType, file.FileName));

    [HttpPost("{receipt}/assign"), Operation(Scopes.PositionsWrite), ProducesResponseType<ReceiptModel>(200)]
    public async Task<IActionResult> AssignPayerCredit(
        [FromServices] AssignPayerCreditHandler handler,
        string organization,
        string receipt,
        [FromBody] PayerCreditAssignment input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receipt, input, ct));

    [HttpPost("{receipt}/refund"), Operation(Scopes.PositionsWrite), ProducesResponseType<ReceiptModel>(200)]
    public async Task<IActionResult> RefundPayerCredit(
        [FromServices] RefundPayerCreditHandler handler,
        string organization,
        string receipt,
        [FromBody] PayerCreditRefund input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receipt, input, ct));

    [HttpPost("{receipt}/claim"), Operation(Scopes.PositionsWrite), ProducesResponseType<ReceiptModel>(200)]
    public async Task<IActionResult> ClaimPayerCredit(
        [FromServices] ClaimPayerCreditHandler handler,
        string organization,
        string receipt,
        [FromBody] PayerCreditClaim input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receipt, input, ct));

    [HttpPost("{receipt}/credit-uses/withdraw"), Operation(Scopes.PositionsWrite), ProducesResponseType<ReceiptModel>(200)]
    public async Task<IActionResult> WithdrawPayerCreditUse(
        [FromServices] WithdrawPayerCreditUseHandler handler,
        string organization,
        string receipt,
        [FromBody] PayerCreditUseWithdrawal input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(receipt, input, ct));

    private IActionResult Download(Outcome<ReceiptFile> outcome, string mediaType) =>
        FileOf(outcome, file => File(file.Content, mediaType, file.FileName));
}
