using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

public sealed record IbanFilter : PageQuery
{
    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ListIbansHandler(PagoDb db)
{
    public async Task<Outcome<Page<IbanModel>>> RunAsync(string organization, IbanFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<IbanAccount>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (filter.IsActive is { } active)
            query = query.Where(x => x.IsActive == active);
        if (after is not null)
            query = query.Where(x => x.CreatedAt < after.At || (x.CreatedAt == after.At && x.Iban.CompareTo(after.Key) < 0));
        var rows = await query.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Iban).Take(filter.Limit + 1).ToListAsync(ct);
        return Page<IbanModel>.Of(rows, filter.Limit, IbanModel.Of, x => new TimeCursor(x.CreatedAt, x.Iban).ToCursor());
    }
}
