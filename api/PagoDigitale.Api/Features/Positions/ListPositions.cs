using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
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
    public async Task<Outcome<Page<PositionSummary>>> RunAsync(PositionFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (Check(filter, out var flow) is { } wrong)
            return wrong;
        var where = ConditionsOf(filter, flow, after, filter.ExternalId is { } code ? await groups.FindAsync(code, ct) : null);
        var found = await positions.FindAsync(where.Page(filter.Limit, "p.position_id"), where.Values, filter.Limit, ct);
        var rows = await embedding.AddAsync(found, filter.Embed, ct);
        return Page<PositionSummary>.Of(rows, filter.Limit, r => r.Summary!, r => Cursor.Of(r.Id));
    }

    private static ApiError? Check(PositionFilter filter, out Guid? flow)
    {
        flow = null;
        return QueryValue.TryStates<PositionState>(filter.State, "state") ?? QueryValue.TryId(filter.FlowId, "flw", "flowId", out flow);
    }

    private Conditions ConditionsOf(PositionFilter filter, Guid? flow, Guid? after, Guid? group)
    {
        var where = new Conditions("p.organization_id = $1", session.Organization)
            .AndAnyOf("FROM positions p WHERE ", "p.state", filter.State)
            .And("(p.state IN ('paid', 'reported', 'reconciled')) = ?", filter.IsPaid)
            .AndKeyed("p.service_code", filter.ServiceCode)
            .Behind("p.position_id", after)
            .And("p.debtor_fiscal_code = ?", filter.DebtorFiscalCode?.ToUpperInvariant())
            // A code names the position that has it, or the one its debt was put into: one at most.
            .And("p.position_id = ?", group)
            .And(
                "p.position_id = ANY (ARRAY(SELECT b.position_id FROM positions b WHERE b.organization_id = $1 AND b.external_id = ?))",
                group is null ? filter.ExternalId : null
            )
            .And("p.flow_id = ?", flow)
            .AndCreated("p.position_id", filter.CreatedFrom, filter.CreatedTo, "p.created_at")
            .AndBegins("p.search_name", filter.Q)
            // Unique within the organization: one row by index.
            .And(
                "p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = ?)",
                filter.NoticeNumber
            )
            .And("p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.iuv = ?)", filter.Iuv);
        if (filter.IsShortPaid is { } isShort)
            where.Always($"p.position_id {(isShort ? "IN" : "NOT IN")} ({money.ShortPositionsSql})");
        const string instalments = "SELECT i.position_id FROM instalments i WHERE i.organization_id = $1";
        return where
            .AndDays("p.position_id", instalments, "i.due_date", filter.DueFrom, filter.DueTo)
            .AndDays("p.position_id", instalments, "i.paid_at", filter.PaidFrom, filter.PaidTo, isMoment: true);
    }
}
