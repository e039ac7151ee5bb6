using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

public sealed record NoticeFilter : PageQuery
{
    [FromQuery(Name = "flowId"), MaxLength(30)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? DebtorFiscalCode { get; init; }

    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "isPaid")]
    public bool? IsPaid { get; init; }

    [FromQuery(Name = "dueFrom")]
    public DateOnly? DueFrom { get; init; }

    [FromQuery(Name = "dueTo")]
    public DateOnly? DueTo { get; init; }
}

public sealed class ListNoticesHandler(TenantSession session)
{
    private static readonly InstalmentState[] _paid = [InstalmentState.Paid, InstalmentState.Reported, InstalmentState.Reconciled];

    public async Task<Outcome<Page<NoticeModel>>> RunAsync(NoticeFilter filter, CancellationToken ct)
    {
        // A flow can be all notices there are, and its index knows positions.
        var order =
            filter.DueFrom is not null || filter.DueTo is not null ? ListOrder.Days
            : filter.FlowId is not null ? ListOrder.Parents
            : ListOrder.Newest;
        if (Place.TryRead(filter.Cursor, order, out var before) is { } error)
            return error;
        if (QueryValue.TryStates<InstalmentState>(filter.State, "state") is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.FlowId, "flw", "flowId", out var flow) is { } malformed)
            return malformed;
        var where = new Conditions("", session.Organization)
            .ByDays(DueDaySql.Of("i"), filter.DueFrom, filter.DueTo)
            .AndKeyed("p.flow_id", flow)
            .And(DebtorSql.IsOwedBy("i.position_id", filter.DebtorFiscalCode), filter.DebtorFiscalCode?.ToUpperInvariant());
        var states = QueryValue.Narrow(filter.State, filter.IsPaid, _paid);
        // Another payment option was paid in its place: nobody owes it any more.
        if (filter.State is null && filter.IsPaid == false)
            states = [.. states!.Where(s => s != StateText.Of(InstalmentState.Void))];
        // Of one debtor there are few, who are put in order; a state would lead past everybody else's. As a function, for which no index
        // is taken.
        if (filter.DebtorFiscalCode is not null)
            where.And("array_position(?::text[], i.state) IS NOT NULL", states);
        else
            where.AndAnyOf(NoticeRow.Source, "i.state", states);
        string[] keys = order == ListOrder.Parents ? ["p.position_id", "i.instalment_id"] : ["i.instalment_id"];
        if (order == ListOrder.Parents && before is { Lead: { } position })
            where
                .And("p.position_id <= ?", position)
                .Always($"(p.position_id, i.instalment_id) < ({where.Add(position)}, {where.Add(before.Id)})");
        else
            where.Behind("i.instalment_id", before);
        var rows = await session.QueryAsync($"{NoticeRow.Select}{where.Page(filter.Limit, keys)}", NoticeRow.Read, ct, where.Values);
        var issuer = await NoticeIssuer.ReadWithoutLogoAsync(session, ct);
        return Page<NoticeModel>.Of(rows, filter.Limit, r => r.ToModel(issuer), r => new Place(LeadOf(r), r.InstalmentId).ToCursor());

        object? LeadOf(NoticeRow row) =>
            order switch
            {
                ListOrder.Days => row.DueDateTold,
                ListOrder.Parents => row.PositionId,
                _ => null,
            };
    }
}
