using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Stations;

public sealed record StationFilter : PageQuery
{
    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ListStationsHandler(PagoDb db)
{
    public async Task<Outcome<Page<StationModel>>> RunAsync(string organization, StationFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<Station>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (filter.IsActive is { } active)
            query = query.Where(x => x.IsActive == active);
        if (after is not null)
            query = query.Where(x => x.CreatedAt < after.At || (x.CreatedAt == after.At && x.StationId.CompareTo(after.Key) < 0));
        var rows = await query
            .OrderByDescending(x => x.CreatedAt)
            .ThenByDescending(x => x.StationId)
            .Take(filter.Limit + 1)
            .ToListAsync(ct);
        return Page<StationModel>.Of(rows, filter.Limit, StationModel.Of, x => new TimeCursor(x.CreatedAt, x.StationId).ToCursor());
    }
}
