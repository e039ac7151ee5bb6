using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors;

public sealed record DebtorFilter : PageQuery
{
    /// <summary>The beginning of the name.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "fiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? FiscalCode { get; init; }

    [FromQuery(Name = "externalId"), MaxLength(128)]
    public string? ExternalId { get; init; }
}

public sealed class ListDebtorsHandler(TenantSession session, DebtorRows rows)
{
    public async Task<Outcome<Page<DebtorModel>>> RunAsync(DebtorFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .Behind("debtor_id", after)
            .And("fiscal_code = ?", filter.FiscalCode?.ToUpperInvariant())
            .And("external_id = ?", filter.ExternalId)
            .AndBegins("search_name", filter.Q);
        // One entry for each code has an index; the anonymous are many and have none.
        if (filter.FiscalCode is not null && !filter.FiscalCode.Equals(FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase))
            where.Always($"fiscal_code <> '{FiscalCode.AnonymousText}'");
        var found = await rows.FindAsync(where.Page(filter.Limit, "debtor_id"), where.Values, ct);
        return Page<DebtorModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
