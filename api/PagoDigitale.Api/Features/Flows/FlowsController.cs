using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Downloads;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Flows;

[Tags("flows"), Route("v1/organizations/{organization}/flows")]
public sealed class FlowsController : ApiController
{
    private const string Csv = UploadAttribute.Csv;
    private const string Xlsx = UploadAttribute.Workbook;

    [HttpGet, Operation(Scopes.FlowsRead, MayReadStandby = true), ProducesResponseType<Page<FlowModel>>(200)]
    public async Task<IActionResult> ListFlows(
        [FromServices] ListFlowsHandler handler,
        string organization,
        [FromQuery] FlowFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.FlowsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<FlowModel>(202),
        ProducesResponseType<FlowModel>(200)
    ]
    public async Task<IActionResult> UploadFlow(
        [FromServices] UploadFlowHandler handler,
        string organization,
        [FromQuery] FlowUpload parameters,
        [Upload(UploadAttribute.AnyFile, Csv, UploadAttribute.Tabbed, Xlsx, UploadAttribute.Excel)] SpooledUpload file,
        CancellationToken ct
    ) => CreatedOrFound(await handler.RunAsync(parameters, file, ct), f => Path(organization, f), statusWhenNew: 202);

    [HttpGet("{flow}"), Operation(Scopes.FlowsRead), ProducesResponseType<FlowModel>(200)]
    public async Task<IActionResult> ReadFlow(
        [FromServices] ReadFlowHandler handler,
        string organization,
        string flow,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, ct));

    [HttpPatch("{flow}"), Operation(Scopes.FlowsWrite, CanConflict = true), ProducesResponseType<FlowModel>(200)]
    public async Task<IActionResult> ChangeFlow(
        [FromServices] ChangeFlowHandler handler,
        string organization,
        string flow,
        [FromBody] MergePatch<FlowChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, patch, ifMatch, ct));

    [HttpGet("{flow}/rows"), Operation(Scopes.FlowsRead, MayReadStandby = true), ProducesResponseType<Page<FlowRowModel>>(200)]
    public async Task<IActionResult> ListFlowRows(
        [FromServices] ListFlowRowsHandler handler,
        string organization,
        string flow,
        [FromQuery] FlowRowFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, filter, ct));

    [HttpPost("{flow}/rows/exclude"), Operation(Scopes.FlowsWrite), ProducesResponseType<FlowModel>(200)]
    public async Task<IActionResult> ExcludeFlowRows(
        [FromServices] ExcludeFlowRowsHandler handler,
        string organization,
        string flow,
        [FromBody] FlowRowSelection selection,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, selection, ct));

    [HttpPost("{flow}/rows/include"), Operation(Scopes.FlowsWrite), ProducesResponseType<FlowModel>(200)]
    public async Task<IActionResult> IncludeFlowRows(
        [FromServices] IncludeFlowRowsHandler handler,
        string organization,
        string flow,
        [FromBody] FlowRowSelection selection,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, selection, ct));

    [HttpPost("{flow}/confirm"), Operation(Scopes.FlowsWrite, NeedsActiveOrganization = true), ProducesResponseType<FlowModel>(202)]
    public async Task<IActionResult> ConfirmFlow(
        [FromServices] ConfirmFlowHandler handler,
        string organization,
        string flow,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(flow, ct), f => Path(organization, f));

    [HttpPost("{flow}/cancel"), Operation(Scopes.FlowsWrite), ProducesResponseType<FlowModel>(200)]
    public async Task<IActionResult> CancelFlow(
        [FromServices] CancelFlowHandler handler,
        string organization,
        string flow,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(flow, ct));

    [
        HttpGet("{flow}/outcome"),
        Operation(Scopes.FlowsRead, IsDownload = true, MayReadStandby = true),
        ProducesResponseType<FileResult>(200, Csv, Xlsx)
    ]
    public async Task<IActionResult> DownloadFlowOutcome(
        [FromServices] DownloadFlowOutcomeHandler handler,
        string organization,
        string flow,
        [FromQuery] FlowOutcomeFilter filter,
        CancellationToken ct
    )
    {
        var outcome = await handler.RunAsync(flow, filter, ct);
        var (mediaType, ending) = filter.IsWorkbook ? (Xlsx, "xlsx") : ("text/csv; charset=utf-8", "csv");
        return FileOf(outcome, content => DownloadResult.Of(content, mediaType, $"esito-{flow}.{ending}", Response));
    }

    private static string Path(string organization, FlowModel flow) => $"/v1/organizations/{organization}/flows/{flow.Id}";
}
