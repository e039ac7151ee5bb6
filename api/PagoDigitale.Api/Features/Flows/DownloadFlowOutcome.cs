using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Flows.Outcome;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowOutcomeFilter
{
    [FromQuery(Name = "format"), RegularExpression("csv|xlsx")]
    public string? Format { get; init; }

    [FromQuery(Name = "verdict"), RegularExpression("valid|rejected|excluded|generated")]
    public string? Verdict { get; init; }

    internal bool IsWorkbook => Format == "xlsx";
}

public sealed class DownloadFlowOutcomeHandler(TenantSession session, FlowLookup flows, BackgroundThreads threads)
{
    /// <summary>
    /// The outcome as a file set aside, as all rows were at one moment: reading them does not wait for whoever will receive them.
    /// A million of them take no more memory than one.
    /// </summary>
    public async Task<Outcome<FileStream>> RunAsync(string flow, FlowOutcomeFilter filter, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: false, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (record.FileColumns is null || record.State is FlowState.Received or FlowState.Validating or FlowState.Failed)
            return new ApiError(
                ErrorKind.NotFound,
                "flow-outcome-not-found",
                FlowsTexts.NoOutcome,
                record.Failure is { } failure
                    ? FlowsTexts.OutcomeOfFailed.With(StateText.Of(record.State), failure.Message)
                    : FlowsTexts.OutcomeFromReady.With(StateText.Of(record.State))
            );
        var rows = new FlowOutcomeRows(session, record, filter.Verdict);
        var file = PrivateFolder.OfProcess.NewSpool("outcome");
        try
        {
            await threads.RunAsync(() =>
                filter.IsWorkbook ? FlowOutcomeXlsx.WriteAsync(rows, file, ct) : FlowOutcomeCsv.WriteAsync(rows, file, ct)
            );
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
