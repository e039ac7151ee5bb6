using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed record AccertamentoFilter : PageQuery
{
    [FromQuery(Name = "year"), Range(2000, 2100)]
    public int? Year { get; init; }

    [FromQuery(Name = "number"), MaxLength(20)]
    public string? Number { get; init; }

    [FromQuery(Name = "chapter"), MaxLength(30)]
    public string? Chapter { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ListAccertamentiHandler(TenantSession session, AccertamentoRows rows)
{
    public async Task<Outcome<Page<AccertamentoModel>>> RunAsync(AccertamentoFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .Behind("accertamento_id", after)
            .And("year = ?", (short?)filter.Year)
            .And("number = ?", filter.Number)
            .And("chapter = ?", filter.Chapter)
            .And("is_active = ?", filter.IsActive);
        var found = await rows.FindAsync(where.Page(filter.Limit, "accertamento_id"), where.Values, ct);
        return Page<AccertamentoModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
