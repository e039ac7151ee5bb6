using System.Runtime.CompilerServices;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Downloads;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// Drawing takes longer than reading, and whoever receives the ZIP may take longer still: no connection waits for either.
/// Which notices and in which order is read at the beginning; what is on them, a page at a time.
/// </summary>
public sealed class DownloadFlowNoticesHandler(
    TenantSession session,
    NoticePrintWriter prints,
    TenantScopes scopes,
    Turnstiles turnstiles,
    BackgroundThreads threads,
    INoticeRenderer renderer,
    TimeProvider clock,
    ILogger<FlowNoticesZip> log
)
{
    public const int PageLength = 100;

    private static readonly string Printable = PayableSql.IsPrintable("$3");

    public async Task<Outcome<DownloadResult>> RunAsync(string flow, bool isHandedOut, CancellationToken ct)
    {
        if (!PublicId.TryParse(flow, "flw", out var id) || await StateAsync(id, ct) is not { } state)
            return ApiError.NotFound("flow-not-found", NoticesTexts.FlowNotFound, NoticesTexts.NoSuchFlow.With(flow));
        if (state is not (FlowState.Completed or FlowState.CompletedWithRejects))
            return NoNotices(NoticesTexts.FlowIsNotCompleted.With(NoticesTexts.StateOf(state)));
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        var notices = await FindAsync(id, today, ct);
        if (notices.Length == 0)
            return NoNotices(NoticesTexts.FlowHasNonePayable);
        // Before the first page: a download that breaks off has brought some of them out.
        if (isHandedOut)
            await prints.MarkFlowAsync(id, ct);
        var organization = session.Organization;
        var zip = new FlowNoticesZip(renderer, await NoticeIssuer.ReadAsync(session, ct), threads, now, log);
        return new DownloadResult(
            "application/zip",
            $"avvisi_{flow}.zip",
            (output, token) => zip.WriteAsync(RowsAsync(organization, notices, today, token), output, token)
        );
    }

    private async Task<FlowState?> StateAsync(Guid flow, CancellationToken ct) =>
        await session.ScalarAsync<string>(
            "SELECT state FROM door.flows WHERE organization_id = $1 AND flow_id = $2",
            ct,
            session.Organization,
            flow
        )
            is { } text
            ? StateText.Parse<FlowState>(text)
            : null;

    /// <summary>In the order of the rows.</summary>
    private async Task<Guid[]> FindAsync(Guid flow, DateOnly today, CancellationToken ct) =>
        [
            .. await session.QueryAsync(
                $"""
                SELECT i.instalment_id FROM door.instalments i
                    JOIN door.positions p ON p.organization_id = i.organization_id AND p.position_id = i.position_id
                    JOIN door.services v ON v.organization_id = p.organization_id AND v.service_code = p.service_code
                WHERE i.organization_id = $1 AND p.flow_id = $2 AND {Printable}
                ORDER BY p.flow_row_number, p.position_id, i.option_index, i.instalment_index
                """,
                r => r.GetGuid(0),
                ct,
                session.Organization,
                flow,
                today
            ),
        ];

    private async IAsyncEnumerable<NoticeRow> RowsAsync(
        string organization,
        Guid[] notices,
        DateOnly today,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var page in notices.Chunk(PageLength))
        foreach (var row in await ReadAsync(organization, page, today, ct))
            yield return row;
    }

    /// <summary>What was paid since the beginning is not printed any more.</summary>
    private async Task<List<NoticeRow>> ReadAsync(string organization, Guid[] page, DateOnly today, CancellationToken ct)
    {
        var entered = await turnstiles.Readings.EnterAsync(organization, null, ct);
        if (entered.Error is { } full)
            throw new RefusedException(full);
        using var place = entered.Value!;
        await using var scope = await scopes.OpenAsync(organization, ct);
        return await scope.Session.QueryAsync(
            $"{NoticeRow.Select} AND i.instalment_id = ANY($2) AND {Printable} ORDER BY array_position($2, i.instalment_id)",
            NoticeRow.Read,
            ct,
            organization,
            page,
            today
        );
    }

    private static ApiError NoNotices(Message why) => ApiError.NotFound("flow-has-no-notices", NoticesTexts.FlowHasNone, why);
}
