using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public sealed record ReceiptArchiveFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed class ListReceiptArchivesHandler(TenantSession session, ReceiptArchiveRows rows)
{
    public async Task<Outcome<Page<ReceiptArchiveModel>>> RunAsync(ReceiptArchiveFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<ReceiptArchiveState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("a.organization_id = $1", session.Organization)
            .AndAnyOf("FROM receipt_archives a WHERE ", "a.state", filter.State)
            .Behind("a.receipt_archive_id", after)
            .AndCreated("a.receipt_archive_id", filter.CreatedFrom, filter.CreatedTo, "a.created_at");
        var found = await rows.FindAsync(where.Page(filter.Limit, "a.receipt_archive_id"), where.Values, ct);
        return Page<ReceiptArchiveModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
