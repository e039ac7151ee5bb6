using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Jobs;

public sealed record JobFilter : PageQuery
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "lane")]
    public string? Lane { get; init; }

    [FromQuery(Name = "kind"), MaxLength(64), RegularExpression(QueryForm.EventType)]
    public string? Kind { get; init; }

    [FromQuery(Name = "organization"), RegularExpression("^[0-9]{11}$")]
    public string? Organization { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed class ListJobsHandler(TenantSession session)
{
    public async Task<Outcome<Page<JobModel>>> RunAsync(JobFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (
            (
                QueryValue.TryState<JobState>(filter.State, "state", out var state)
                ?? QueryValue.TryState<JobLane>(filter.Lane, "lane", out _)
            ) is
            { } unknown
        )
            return unknown;
        var where = new Conditions("TRUE")
            .AndKeyed("organization_id", filter.Organization)
            .AndKeyed("state", state == "retrying" ? "running" : state)
            .AndKeyed("lane", filter.Lane)
            .AndKeyed("kind", filter.Kind)
            .Behind("job_id", after)
            .AndCreated("job_id", filter.CreatedFrom, filter.CreatedTo);
        if (state is "running" or "retrying")
            where.Always(state == "running" ? $"({JobRows.UnderWay})" : "(lease_owner IS NULL OR lease_until < now())");
        var rows = await session.QueryAsync(
            $"SELECT {JobRows.Columns} FROM door.jobs WHERE {where.Page(filter.Limit, "job_id")}",
            r => (Id: r.GetGuid(0), Model: JobRows.Map(r)),
            ct,
            where.Values
        );
        return Page<JobModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
