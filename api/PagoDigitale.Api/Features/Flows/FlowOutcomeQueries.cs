using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Flows.Outcome;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowOutcomeQueries(TenantSession session, FlowQueries flows)
{
    public async Task<Outcome<IActionResult>> OpenAsync(string flow, FlowOutcomeFilter filter, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: false, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (record.FileColumns is null || record.State is FlowState.Received or FlowState.Validating or FlowState.Failed)
            return new ApiError(ErrorKind.NotFound, "flow-outcome-not-found", "The flow has no outcome",
                $"The outcome is there from 'ready' on; the flow is '{StateText.Of(record.State)}'.{(record.Failure is { } failure ? $" {failure.Message}" : "")}");
        return new FlowOutcomeResult(session, record, filter);
    }
}

/// <summary>Writes the outcome while the rows are being read: a million of them take no more memory than one.</summary>
public sealed class FlowOutcomeResult(TenantSession session, FlowRecord flow, FlowOutcomeFilter filter) : IActionResult
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var ct = context.HttpContext.RequestAborted;
        var isXlsx = filter.Format == "xlsx";
        response.ContentType = isXlsx ? Xlsx : Csv;
        response.Headers.ContentDisposition = $"attachment; filename=\"esito-{flow.PublicId}.{(isXlsx ? "xlsx" : "csv")}\"";
        var rows = new FlowOutcomeRows(session, flow, filter.Verdict);
        await (isXlsx ? FlowOutcomeXlsx.WriteAsync(rows, response.Body, ct) : FlowOutcomeCsv.WriteAsync(rows, response.Body, ct));
    }
}
