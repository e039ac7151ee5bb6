using System.Runtime.CompilerServices;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Documents.Notices;

namespace PagoDigitale.Api.Features.Notices;

public sealed class DownloadFlowNoticesHandler(TenantSession session, NoticePrintWriter prints, INoticeRenderer renderer, TimeProvider clock, ILogger<FlowNoticesZip> log)
{
    private static readonly string Printable = $"p.flow_id = $2 AND {NoticePrintability.Sql("$3")}";

    public async Task<Outcome<FlowNoticesResult>> RunAsync(string flow, CancellationToken ct)
    {
        if (!PublicId.TryParse(flow, "flw", out var id) || await StateAsync(id, ct) is not { } state)
            return ApiError.NotFound("Flow", flow);
        if (state is not (FlowState.Completed or FlowState.CompletedWithRejects))
            return NoNotices($"The flow is {StateText.Of(state)}: its notices can be downloaded when it is completed.");
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        if (!await HasAnyAsync(id, today, ct))
            return NoNotices("The flow has no notice that can still be paid.");
        // Before the first page: a download that breaks off has brought some of them out.
        await prints.MarkFlowAsync(id, ct);
        var zip = new FlowNoticesZip(renderer, await NoticeIssuer.ReadAsync(session, ct), now, log);
        return new FlowNoticesResult($"avvisi_{flow}.zip", (output, token) => zip.WriteAsync(RowsAsync(id, today, token), output, token));
    }

    private async Task<FlowState?> StateAsync(Guid flow, CancellationToken ct) =>
        await session.ScalarAsync<string>("SELECT state FROM flows WHERE organization_id = $1 AND flow_id = $2", ct, session.Organization, flow) is { } text
            ? StateText.Parse<FlowState>(text)
            : null;

    private async Task<bool> HasAnyAsync(Guid flow, DateOnly today, CancellationToken ct) => await session.ScalarAsync<bool>($"""
        SELECT EXISTS (SELECT FROM instalments i JOIN positions p ON p.organization_id = i.organization_id AND p.position_id = i.position_id
                       JOIN services v ON v.organization_id = p.organization_id AND v.service_code = p.service_code
                       WHERE i.organization_id = $1 AND {Printable})
        """, ct, session.Organization, flow, today);

    /// <summary>Row by row off the wire: what the receiver of the ZIP has not taken yet waits in the database server.</summary>
    private async IAsyncEnumerable<NoticeRow> RowsAsync(Guid flow, DateOnly today, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = session.Command(
            $"{NoticeRow.Select} AND {Printable} ORDER BY p.flow_row_number, p.position_id, i.option_index, i.instalment_index", session.Organization, flow, today);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return NoticeRow.Read(reader);
    }

    private static ApiError NoNotices(string why) => new(ErrorKind.NotFound, "flow-has-no-notices", "The flow has no notices", why);
}
