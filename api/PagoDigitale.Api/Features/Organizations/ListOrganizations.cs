using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations;

public sealed record OrganizationFilter : PageQuery
{
    /// <summary>Part of the name, or the beginning of the fiscal code.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ListOrganizationsHandler(PagoDb db)
{
    public async Task<Outcome<Page<OrganizationModel>>> RunAsync(OrganizationFilter filter, Caller caller, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<Organization>().AsNoTracking();
        if (!caller.ReachesEveryOrganization)
            query = query.Where(o => caller.Organizations.ToArray().Contains(o.OrganizationId));
        if (filter.IsActive is { } active)
            query = query.Where(o => o.IsActive == active);
        if (!string.IsNullOrWhiteSpace(filter.Q))
            query = query.Where(o =>
                EF.Functions.Like(PagoDb.SearchText(o.Name), $"%{LikePattern.Escape(SearchText.Normalize(filter.Q))}%")
                || o.OrganizationId.StartsWith(filter.Q.Trim())
            );
        if (after is not null)
            query = query.Where(o => o.CreatedAt < after.At || (o.CreatedAt == after.At && o.OrganizationId.CompareTo(after.Key) < 0));
        var rows = await query
            .OrderByDescending(o => o.CreatedAt)
            .ThenByDescending(o => o.OrganizationId)
            .Take(filter.Limit + 1)
            .ToListAsync(ct);
        return Page<OrganizationModel>.Of(
            rows,
            filter.Limit,
            OrganizationModel.Of,
            o => new TimeCursor(o.CreatedAt, o.OrganizationId).ToCursor()
        );
    }
}
