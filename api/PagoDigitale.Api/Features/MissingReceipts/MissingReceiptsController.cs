using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.MissingReceipts;

[Tags("missing-receipts"), Route("v1/organizations/{organization}/missing-receipts")]
public sealed class MissingReceiptsController : ApiController
{
    [HttpGet, Operation(Scopes.MissingReceiptsRead, MayReadStandby = true), ProducesResponseType<Page<MissingReceiptModel>>(200)]
    public async Task<IActionResult> ListMissingReceipts(
        [FromServices] ListMissingReceiptsHandler handler,
        string organization,
        [FromQuery] MissingReceiptFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{missingReceipt}"), Operation(Scopes.MissingReceiptsRead), ProducesResponseType<MissingReceiptModel>(200)]
    public async Task<IActionResult> ReadMissingReceipt(
        [FromServices] ReadMissingReceiptHandler handler,
        string organization,
        string missingReceipt,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(missingReceipt, ct));

    [
        HttpPost("{missingReceipt}/retry"),
        Operation(Scopes.MissingReceiptsWrite, CanConflict = true),
        ProducesResponseType<MissingReceiptModel>(202)
    ]
    public async Task<IActionResult> RetryMissingReceipt(
        [FromServices] RetryMissingReceiptHandler handler,
        string organization,
        string missingReceipt,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(missingReceipt, ct), m => $"/v1/organizations/{organization}/missing-receipts/{m.Id}");
}
