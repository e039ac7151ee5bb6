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
    [CommaSeparated("state")]
    public string[]? State { get; init; }

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
    private const string Running = "running";

    private const string Retrying = "retrying";

    public async Task<Outcome<Page<JobModel>>> RunAsync(JobFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (
            (QueryValue.TryStates<JobState>(filter.State, "state") ?? QueryValue.TryState<JobLane>(filter.Lane, "lane", out _)) is
            { } unknown
        )
            return unknown;
        // A job that is tried again is a running one that nobody works on now.
        var states = filter.State?.Select(s => s == Retrying ? Running : s).Distinct().ToArray();
        var where = new Conditions("TRUE")
            .AndKeyed("organization_id", filter.Organization)
            .AndAnyOf("FROM door.jobs WHERE ", "state", states)
            .AndKeyed("lane", filter.Lane)
            .AndKeyed("kind", filter.Kind)
            .Behind("job_id", after)
            .AndCreated("job_id", filter.CreatedFrom, filter.CreatedTo);
        if (filter.State?.Contains(Running) != filter.State?.Contains(Retrying))
            where.Always(
                $"(state <> '{Running}' OR "
                    + (filter.State!.Contains(Running) ? $"{JobRows.UnderWay})" : "lease_owner IS NULL OR lease_until < now())")
            );
        var rows = await session.QueryAsync(
            $"SELECT {JobRows.Columns} FROM door.jobs WHERE {where.Page(filter.Limit, "job_id")}",
            r => (Id: r.GetGuid(0), Model: JobRows.Map(r)),
            ct,
            where.Values
        );
        return Page<JobModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
