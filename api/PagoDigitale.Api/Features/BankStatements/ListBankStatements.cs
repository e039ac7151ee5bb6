using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record BankStatementFilter : PageQuery
{
    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }

    /// <summary>Part of the file's name.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }
}

public sealed class ListBankStatementsHandler(TenantSession session, BankStatementRows rows)
{
    public async Task<Outcome<Page<BankStatementModel>>> RunAsync(BankStatementFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("s.organization_id = $1", session.Organization)
            .Behind("s.statement_id", after)
            .AndCreated("s.statement_id", filter.CreatedFrom, filter.CreatedTo, "s.created_at")
            .AndContains("search_text(s.file_name)", filter.Q);
        var found = await rows.QueryAsync(where.Page(filter.Limit, "s.statement_id"), where.Values, ct);
        return Page<BankStatementModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
