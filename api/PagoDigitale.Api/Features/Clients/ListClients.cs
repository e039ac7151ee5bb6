using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ClientFilter : PageQuery
{
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ListClientsHandler(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<ApiClientModel>>> RunAsync(ClientFilter filter, Caller caller, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("true", clock.GetUtcNow())
            .And("c.organizations <@ ?", caller.ReachesEveryOrganization ? null : caller.Organizations.ToArray())
            .And("c.is_active = ?", filter.IsActive)
            .AndContains("search_text(c.name)", filter.Q)
            .Behind("c.created_at, c.client_id", after?.At, after?.Key);
        var rows = await session.QueryAsync(
            $"SELECT {ClientRows.Columns} WHERE {where.Page(filter.Limit, "c.created_at", "c.client_id")}",
            ClientRows.Map,
            ct,
            where.Values
        );
        return Page<ApiClientModel>.Of(rows, filter.Limit, c => c, c => new TimeCursor(c.CreatedAt, c.ClientId).ToCursor());
    }
}
