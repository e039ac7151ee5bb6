using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

public sealed record ConnectionFilter : PageQuery;

public sealed class ListConnectionsHandler(TenantSession session, ConnectionRows rows)
{
    public async Task<Outcome<Page<ConnectionModel>>> RunAsync(ConnectionFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization).Behind("created_at, connection", after?.At, after?.Key);
        var found = await rows.FindAsync(where.Page(filter.Limit, "created_at", "connection"), where.Values, ct);
        return Page<ConnectionModel>.Of(found, filter.Limit, c => c, c => new TimeCursor(c.CreatedAt, StateText.Of(c.Code)).ToCursor());
    }
}
