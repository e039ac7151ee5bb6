using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

public sealed record PublishedFlowFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "flussoId"), MinLength(1), MaxLength(70), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FlussoId { get; init; }

    [FromQuery(Name = "pspId"), MinLength(1), MaxLength(35), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? PspId { get; init; }

    [FromQuery(Name = "publishedFrom")]
    public DateOnly? PublishedFrom { get; init; }

    [FromQuery(Name = "publishedTo")]
    public DateOnly? PublishedTo { get; init; }
}

public sealed class ListPublishedFlowsHandler(TenantSession session, PublishedFlowRows rows)
{
    public async Task<Outcome<Page<PublishedFlowModel>>> RunAsync(PublishedFlowFilter filter, CancellationToken ct)
    {
        var order = filter.PublishedFrom is null && filter.PublishedTo is null ? ListOrder.Newest : ListOrder.Moments;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<PublishedFlowState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("organization_id = $1", session.Organization)
            .ByDays("published_at", filter.PublishedFrom, filter.PublishedTo, ListOrder.Moments)
            .And("flusso_id = ?", filter.FlussoId)
            .AndKeyed("psp_id", filter.PspId)
            .AndAnyOf("FROM published_flows WHERE ", "state", filter.State)
            .Behind("published_flow_id", after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "published_flow_id"), where.Values, ct);
        return Page<PublishedFlowModel>.Of(
            found,
            filter.Limit,
            r => r.Model,
            r => (order == ListOrder.Newest ? new Place(null, r.Id) : new Place(r.Model.PublishedAt, r.Id)).ToCursor()
        );
    }
}
