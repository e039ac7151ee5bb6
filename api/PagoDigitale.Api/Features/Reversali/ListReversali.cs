using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record ReversaleFilter : PageQuery
{
    [FromQuery(Name = "year"), Range(2000, 2100)]
    public int? Year { get; init; }

    [FromQuery(Name = "dateFrom")]
    public DateOnly? DateFrom { get; init; }

    [FromQuery(Name = "dateTo")]
    public DateOnly? DateTo { get; init; }

    [FromQuery(Name = "accertamentoYear"), Range(2000, 2100)]
    public int? AccertamentoYear { get; init; }

    [FromQuery(Name = "accertamentoNumber"), MaxLength(20)]
    public string? AccertamentoNumber { get; init; }

    [FromQuery(Name = "movementId")]
    public string? MovementId { get; init; }

    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }
}

public sealed class ListReversaliHandler(TenantSession session, ReversaleRows rows)
{
    public async Task<Outcome<Page<ReversaleModel>>> RunAsync(ReversaleFilter filter, CancellationToken ct)
    {
        var order = filter.DateFrom is null && filter.DateTo is null ? ListOrder.Newest : ListOrder.Days;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } error)
            return error;
        if (QueryValue.TryId(filter.MovementId, "mov", "movementId", out var movement) is { } malformed)
            return malformed;
        var where = new Conditions("v.organization_id = $1", session.Organization)
            .ByDays("v.accounting_date", filter.DateFrom, filter.DateTo)
            .AndKeyed("v.year", (short?)filter.Year)
            .Behind("v.reversale_id", after)
            .And("v.flusso_id = ?", filter.FlussoId)
            .And($"v.reversale_id IN ({ReversaleMovementQueries.ReversaliOf("b.movement_id = ?")})", movement)
            .And($"v.reversale_id IN ({ReversaleMovementQueries.ReversaliOf("b.provvisorio = ?")})", filter.Provvisorio);
        if (filter.AccertamentoYear is not null || filter.AccertamentoNumber is not null)
        {
            var accertamento =
                (filter.AccertamentoYear is { } year ? $" AND a.year = {where.Add((short)year)}" : "")
                + (filter.AccertamentoNumber is { } number ? $" AND a.number = {where.Add(number)}" : "");
            where.Always(
                $"""
                EXISTS (SELECT FROM reversale_allocations l JOIN door.accertamenti a ON a.organization_id = $1
                    AND a.accertamento_id = l.accertamento_id
                    WHERE l.organization_id = $1 AND l.reversale_id = v.reversale_id{accertamento})
                """
            );
        }
        var found = await rows.QueryAsync(where.Page(filter.Limit, "v.reversale_id"), where.Values, ct);
        return Page<ReversaleModel>.Of(
            found,
            filter.Limit,
            r => r.Model,
            r => new Place(order == ListOrder.Days ? r.Model.AccountingDate : null, r.Id).ToCursor()
        );
    }
}
