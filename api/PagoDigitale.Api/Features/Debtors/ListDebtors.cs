using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Text;
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
        var order = filter.Q is null ? ListOrder.Newest : ListOrder.Names;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .ByNames("search_name", filter.Q)
            .Behind("debtor_id", after)
            .And("fiscal_code = ?", filter.FiscalCode?.ToUpperInvariant())
            .And("external_id = ?", filter.ExternalId);
        // One entry for each code has an index; the anonymous are many and have none.
        if (filter.FiscalCode is not null && !filter.FiscalCode.Equals(FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase))
            where.Always($"fiscal_code <> '{FiscalCode.AnonymousText}'");
        var found = await rows.FindAsync(where.Page(filter.Limit, "debtor_id"), where.Values, ct);
        return Page<DebtorModel>.Of(found, filter.Limit, r => r.Model, r => PlaceOf(r.Id, r.Model).ToCursor());

        Place PlaceOf(Guid id, DebtorModel debtor) => new(order == ListOrder.Names ? SearchText.Normalize(debtor.Name) : null, id);
    }
}
