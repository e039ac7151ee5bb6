using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed record ReconciliationJobFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "statementId")]
    public string? StatementId { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed class ListReconciliationJobsHandler(TenantSession session, ReconciliationJobRows rows)
{
    public async Task<Outcome<Page<ReconciliationJobModel>>> RunAsync(ReconciliationJobFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryStates<ReconciliationJobState>(filter.State, "state") is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.StatementId, "bst", "statementId", out var statement) is { } malformed)
            return malformed;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndKeyed("statement_id", statement)
            .AndAnyOf("FROM reconciliation_jobs WHERE ", "state", filter.State)
            .Behind("job_id", after)
            .AndCreated("job_id", filter.CreatedFrom, filter.CreatedTo);
        var found = await rows.QueryAsync(where.Page(filter.Limit, "job_id"), where.Values, ct);
        return Page<ReconciliationJobModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
