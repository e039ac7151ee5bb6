using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed record IbanReplacementFilter : PageQuery
{
    [FromQuery(Name = "state"), RegularExpression("scheduled|running|completed|cancelled|failed")]
    public string? State { get; init; }
}

public sealed class ListIbanReplacementsHandler(TenantSession session)
{
    public async Task<Outcome<Page<IbanReplacementModel>>> RunAsync(IbanReplacementFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var before) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .Behind("replacement_id", before)
            .And("state = ?", filter.State);
        var rows = await session.QueryAsync(
            $"""
            SELECT {IbanReplacementRecord.Columns} FROM iban_replacements
            WHERE {where.Page(filter.Limit, "replacement_id")}
            """,
            IbanReplacementRecord.Read,
            ct,
            where.Values
        );
        return Page<IbanReplacementModel>.Of(rows, filter.Limit, r => r.ToModel(), r => Cursor.Of(r.Id));
    }
}
