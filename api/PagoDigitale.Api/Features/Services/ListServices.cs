using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

public sealed record ServiceFilter : PageQuery
{
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }

    [FromQuery(Name = "isSpontaneous")]
    public bool? IsSpontaneous { get; init; }
}

public sealed class ListServicesHandler(TenantSession session, ServiceRows rows, ServiceTaxonomyQueries taxonomy)
{
    public async Task<Outcome<Page<ServiceModel>>> RunAsync(ServiceFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("s.organization_id = $1", session.Organization)
            .And("s.is_active = ?", filter.IsActive)
            .And("s.is_spontaneous = ?", filter.IsSpontaneous)
            .AndContains("search_text(s.service_code || chr(10) || s.description)", filter.Q)
            .Behind("s.created_at, s.service_code", after?.At, after?.Key);
        var found = await rows.FindAsync(where.Page(filter.Limit, "s.created_at", "s.service_code"), where.Values, ct);
        var page = Page<ServiceModel>.Of(found, filter.Limit, r => r.Model, r => new TimeCursor(r.CreatedAt, r.Model.Code).ToCursor());
        return page with { Items = await taxonomy.WarnAsync(page.Items, isNamed: false, ct) };
    }
}
