using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Units;

public sealed class ListUnitsHandler(PagoDb db)
{
    public async Task<Outcome<Page<UnitModel>>> RunAsync(string organization, PageQuery filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<Unit>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (after is { } id)
            query = query.Where(x => x.UnitId.CompareTo(id) < 0);
        var rows = await query.OrderByDescending(x => x.UnitId).Take(filter.Limit + 1).ToListAsync(ct);
        return Page<UnitModel>.Of(rows, filter.Limit, UnitModel.Of, x => Cursor.Of(x.UnitId));
    }
}
