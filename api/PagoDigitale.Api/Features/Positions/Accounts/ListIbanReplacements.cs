using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed record IbanReplacementFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }
}

public sealed class ListIbanReplacementsHandler(TenantSession session)
{
    public async Task<Outcome<Page<IbanReplacementModel>>> RunAsync(IbanReplacementFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var before) is { } error)
            return error;
        if (QueryValue.TryStates<IbanReplacementState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("organization_id = $1", session.Organization)
            .Behind("replacement_id", before)
            .And("state = ANY (?)", filter.State);
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
