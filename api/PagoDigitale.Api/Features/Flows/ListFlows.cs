using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "serviceCode"), RegularExpression(QueryForm.Code)]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed class ListFlowsHandler(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<FlowModel>>> RunAsync(FlowFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryStates<FlowState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndAnyOf("FROM flows WHERE ", "state", filter.State)
            .AndKeyed("service_code", filter.ServiceCode)
            .Behind("flow_id", after)
            .AndCreated("flow_id", filter.CreatedFrom, filter.CreatedTo)
            .AndContains("search_text(file_name)", filter.Q);
        var rows = await session.QueryAsync(
            $"SELECT {FlowRecord.Columns} FROM flows WHERE {where.Page(filter.Limit, "flow_id")}",
            FlowRecord.Read,
            ct,
            where.Values
        );
        var now = clock.GetUtcNow();
        return Page<FlowModel>.Of(rows, filter.Limit, f => f.ToModel(now), f => Cursor.Of(f.Id));
    }
}
