using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
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
    public async Task<Outcome<Page<NoticeModel>>> RunAsync(NoticeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var before) is { } error)
            return error;
        if (QueryValue.TryStates<InstalmentState>(filter.State, "state") is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.FlowId, "flw", "flowId", out var flow) is { } malformed)
            return malformed;
        var where = new Conditions("", session.Organization)
            .And("p.flow_id = ?", flow)
            .And("p.debtor_fiscal_code = ?", filter.DebtorFiscalCode?.ToUpperInvariant())
            .AndAnyOf(NoticeRow.Source, "i.state", filter.State)
            .Behind("i.instalment_id", before)
            .And("(i.state IN ('paid', 'reported', 'reconciled')) = ?", filter.IsPaid)
            .AndDays(
                "i.instalment_id",
                "SELECT d.instalment_id FROM door.instalments d WHERE d.organization_id = $1",
                "coalesce(d.due_date, d.valid_until)",
                filter.DueFrom,
                filter.DueTo
            );
        var rows = await session.QueryAsync(
            $"{NoticeRow.Select}{where.Page(filter.Limit, "i.instalment_id")}",
            NoticeRow.Read,
            ct,
            where.Values
        );
        var issuer = await NoticeIssuer.ReadWithoutLogoAsync(session, ct);
        return Page<NoticeModel>.Of(rows, filter.Limit, r => r.ToModel(issuer), r => Cursor.Of(r.InstalmentId));
    }
}
