using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    /// <summary>Whether all instalments that count are paid, however far rendicontazione and treasury have come.</summary>
    [FromQuery(Name = "isPaid")]
    public bool? IsPaid { get; init; }

    /// <summary>Whether something is missing because less was paid than was asked.</summary>
    [FromQuery(Name = "isShortPaid")]
    public bool? IsShortPaid { get; init; }

    [FromQuery(Name = "serviceCode"), RegularExpression(QueryForm.Code)]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? DebtorFiscalCode { get; init; }

    /// <summary>Beginning of the debtor's name.</summary>
    [FromQuery(Name = "q"), MaxLength(70)]
    public string? Q { get; init; }

    [FromQuery(Name = "noticeNumber"), RegularExpression(QueryForm.NoticeNumber)]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "externalId"), MaxLength(128)]
    public string? ExternalId { get; init; }

    [FromQuery(Name = "flowId")]
    public string? FlowId { get; init; }

    [FromQuery(Name = "dueFrom")]
    public DateOnly? DueFrom { get; init; }

    [FromQuery(Name = "dueTo")]
    public DateOnly? DueTo { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }

    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }

    [CommaSeparated(FieldSelection.Parameter)]
    public string[]? Fields { get; init; }

    [CommaSeparated(EmbedsAttribute.Parameter)]
    public string[]? Embed { get; init; }
}

public sealed class ListPositionsHandler(
    PositionSummaries positions,
    PositionEmbedding embedding,
    IMoneyOfPositions money,
    IGroupedDebts groups,
    TenantSession session
)
{
    private static readonly PositionState[] _paid = [PositionState.Paid, PositionState.Reported, PositionState.Reconciled];

    public async Task<Outcome<Page<PositionSummary>>> RunAsync(PositionFilter filter, CancellationToken ct)
    {
        var order = OrderOf(filter);
        if (Place.TryRead(filter.Cursor, order, out var after) is { } malformed)
            return malformed;
        if (Check(filter, out var flow) is { } wrong)
            return wrong;
        var group = filter.ExternalId is { } code ? await groups.FindAsync(code, ct) : null;
        if (order is ListOrder.Days or ListOrder.Moments)
            return await ByDaysAsync(filter, order, flow, group, after, ct);
        var where = ConditionsOf(new("p.organization_id = $1", session.Organization), filter, flow, group).Behind("p.position_id", after);
        var found = await positions.FindAsync(where.Page(filter.Limit, "p.position_id"), where.Values, filter.Limit, ct);
        var rows = await embedding.AddAsync(found, filter.Embed, ct);
        return Page<PositionSummary>.Of(rows, filter.Limit, r => r.Summary!, r => new Place(LeadOf(r.Summary!), r.Id).ToCursor());

        object? LeadOf(PositionSummary position) => order == ListOrder.Names ? SearchText.Normalize(position.DebtorName) : null;
    }

    /// <summary>
    /// A position stands where the last of its instalments in the range stands, once. That may be a void one, as long as another is in
    /// the range: the place stays the same when the position is paid between two pages.
    /// </summary>
    private async Task<Outcome<Page<PositionSummary>>> ByDaysAsync(
        PositionFilter filter,
        ListOrder order,
        Guid? flow,
        Guid? group,
        Place? after,
        CancellationToken ct
    )
    {
        var asked = ConditionsOf(
            Conditions.OfOne("p.organization_id = $1 AND p.position_id = d.position_id", session.Organization),
            filter,
            flow,
            group
        );
        // Of one debtor there are few, who are then put in order; else the days are walked, and each position is looked at. What is
        // asked of one row by itself (a SELECT, not a join) leaves the planner no other way.
        var isOfFew = (filter.DebtorFiscalCode ?? filter.NoticeNumber ?? filter.Iuv ?? filter.ExternalId) is not null;
        var (rows, first) = isOfFew
            ? ("instalments d, positions p", $"{asked}")
            : ("instalments d", $"(SELECT true FROM positions p WHERE {asked})");
        var where = new Conditions($"d.organization_id = $1 AND {first}", asked.Values);
        string day,
            range;
        if (order == ListOrder.Days)
        {
            where.ByDays(day = DueDaySql.Of("d"), filter.DueFrom, filter.DueTo).Always("d.due_date IS NOT NULL");
            range = where.Range(DueDaySql.Of("o"), filter.DueFrom, filter.DueTo) + " AND o.due_date IS NOT NULL";
            where.Always(
                $"""
                (d.state <> 'void' OR EXISTS (SELECT FROM instalments o WHERE o.organization_id = $1 AND o.position_id = d.position_id
                    AND {range} AND o.state <> 'void'))
                """
            );
        }
        else
        {
            where.ByDays(day = "d.paid_at", filter.PaidFrom, filter.PaidTo, order);
            range = where.Range("o.paid_at", filter.PaidFrom, filter.PaidTo, order);
        }
        var last = day.Replace("d.", "o.", StringComparison.Ordinal);
        where
            // Said of the instalment as well, which is at hand: looking at the position of each that is due costs ten times as much. As a
            // function, for which no index is taken.
            .And("(d.is_released OR array_position(?::text[], d.state) IS NOT NULL)", InstalmentStatesOf(filter))
            .Always(
                $"""
                (SELECT o.instalment_id = d.instalment_id FROM instalments o WHERE o.organization_id = $1 AND o.position_id = d.position_id
                    AND {range} ORDER BY {last} DESC, o.instalment_id DESC LIMIT 1)
                """
            )
            .Behind("d.instalment_id", after);
        var found = await session.QueryAsync(
            $"SELECT d.position_id, d.instalment_id, {day} FROM {rows} WHERE {where.Page(filter.Limit, "d.instalment_id")}",
            r => (Id: r.GetGuid(0), Place: new Place(LeadOf(r), r.GetGuid(1))),
            ct,
            where.Values
        );
        var shown = await positions.OfAsync([.. found.Take(filter.Limit).Select(f => f.Id)], ct);
        var page = await embedding.AddAsync([.. found.Select(f => (f.Id, shown.GetValueOrDefault(f.Id)))], filter.Embed, ct);
        var places = found.ToDictionary(f => f.Id, f => f.Place);
        return Page<PositionSummary>.Of(page, filter.Limit, r => r.Summary!, r => places[r.Id].ToCursor());

        object LeadOf(NpgsqlDataReader r) => order == ListOrder.Days ? r.GetFieldValue<DateOnly>(2) : r.GetFieldValue<DateTimeOffset>(2);
    }

    /// <summary>Those that what is not released of positions in the states that are asked can have; null for any.</summary>
    private static string[]? InstalmentStatesOf(PositionFilter filter) =>
        QueryValue.Narrow(filter.State, filter.IsPaid, _paid) is { } states
            ? [.. states.SelectMany(s => PositionStates.MayHave(StateText.Parse<PositionState>(s))).Distinct().Select(s => StateText.Of(s))]
            : null;

    private static ListOrder OrderOf(PositionFilter filter) =>
        filter switch
        {
            { DueFrom: not null } or { DueTo: not null } => ListOrder.Days,
            { PaidFrom: not null } or { PaidTo: not null } => ListOrder.Moments,
            { Q: not null } => ListOrder.Names,
            _ => ListOrder.Newest,
        };

    private static ApiError? Check(PositionFilter filter, out Guid? flow)
    {
        flow = null;
        return QueryValue.TryStates<PositionState>(filter.State, "state") ?? QueryValue.TryId(filter.FlowId, "flw", "flowId", out flow);
    }

    private Conditions ConditionsOf(Conditions where, PositionFilter filter, Guid? flow, Guid? group)
    {
        // The first that is asked leads the order.
        where
            .ByNames("p.search_name", filter.Q)
            .AndEither(
                ("FROM positions p WHERE ", "p.debtor_fiscal_code"),
                (
                    "FROM co_debtors c JOIN positions p ON p.organization_id = $1 AND p.position_id = c.position_id "
                        + "WHERE c.organization_id = $1 AND ",
                    "c.fiscal_code"
                ),
                DebtorSql.IsOwedBy("p.position_id", filter.DebtorFiscalCode),
                filter.DebtorFiscalCode?.ToUpperInvariant()
            )
            .AndKeyed("p.flow_id", flow)
            .AndAnyOf("FROM positions p WHERE ", "p.state", QueryValue.Narrow(filter.State, filter.IsPaid, _paid))
            .AndEither(
                ("FROM positions p WHERE ", "p.service_code"),
                (
                    "FROM position_services s JOIN positions p ON p.organization_id = $1 AND p.position_id = s.position_id "
                        + "WHERE s.organization_id = $1 AND ",
                    "s.service_code"
                ),
                """
                (p.service_code = ? OR EXISTS (SELECT FROM position_services s
                    WHERE s.organization_id = $1 AND s.service_code = ? AND s.position_id = p.position_id))
                """,
                filter.ServiceCode
            )
            // A code names the position that has it, or the one its debt was put into: one at most.
            .And("p.position_id = ?", group)
            .And(
                "p.position_id = ANY (ARRAY(SELECT b.position_id FROM positions b WHERE b.organization_id = $1 AND b.external_id = ?))",
                group is null ? filter.ExternalId : null
            )
            .AndCreated("p.position_id", filter.CreatedFrom, filter.CreatedTo, "p.created_at")
            // Unique within the organization: one row by index.
            .And(
                "p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = ?)",
                filter.NoticeNumber
            )
            .And("p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.iuv = ?)", filter.Iuv);
        if (filter.IsShortPaid is { } isShort)
            where.Always($"p.position_id {(isShort ? "IN" : "NOT IN")} ({money.ShortPositionsSql})");
        if (OrderOf(filter) == ListOrder.Days && (filter.PaidFrom ?? filter.PaidTo) is not null)
            where.Always(
                "EXISTS (SELECT FROM instalments i WHERE i.organization_id = $1 AND i.position_id = p.position_id AND "
                    + $"{where.Range("i.paid_at", filter.PaidFrom, filter.PaidTo, ListOrder.Moments)})"
            );
        return where;
    }
}
