using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>
/// The queue is the platform's, whoever a job is for: workers read it for every tenant, so it has no row-level security. What a job
/// carries is its organization's, and is not read here.
/// </summary>
public sealed class JobQueries(TenantSession session)
{
    private const string UnderWay = "state = 'running' AND lease_owner IS NOT NULL AND lease_until >= now()";

    private const string Columns = $"""
        job_id, kind, lane, priority, organization_id,
        CASE WHEN {UnderWay} THEN 'running' WHEN state = 'running' THEN 'retrying' ELSE state END AS true_state,
        attempts, last_error, created_at, CASE WHEN state = 'running' AND lease_owner IS NULL THEN lease_until ELSE run_after END,
        started_at, finished_at, CASE WHEN {UnderWay} THEN lease_until END
        """;

    public async Task<Outcome<Page<JobModel>>> ListAsync(JobFilter filter, CancellationToken ct)
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
            where.Always(state == "running" ? $"({UnderWay})" : "(lease_owner IS NULL OR lease_until < now())");
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM door.jobs WHERE {where} {where.Order("job_id")} LIMIT {filter.Limit + 1}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<JobModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<JobModel>> ReadAsync(string job, CancellationToken ct)
    {
        if (!PublicId.TryParse(job, JobModel.Prefix, out var id))
            return ApiError.NotFound("Job", job);
        var found = await session.QueryAsync($"SELECT {Columns} FROM door.jobs WHERE job_id = $1", Map, ct, id);
        return found.Count == 1 ? found[0] : ApiError.NotFound("Job", job);
    }

    private static JobModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(JobModel.Prefix, r.GetGuid(0)),
            Kind = r.GetString(1),
            Lane = StateText.Parse<JobLane>(r.GetString(2)),
            Priority = r.GetInt16(3),
            Organization = r.GetString(4) is var organization && organization == TenantSession.Platform ? null : organization,
            State = StateText.Parse<JobState>(r.GetString(5)),
            Attempts = r.GetInt32(6),
            LastError = r.IsDBNull(7) ? null : ErrorLine.Of(r.GetString(7)),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(8),
            DueAt = r.GetFieldValue<DateTimeOffset>(9),
            StartedAt = Moment(r, 10),
            FinishedAt = Moment(r, 11),
            LeaseUntil = Moment(r, 12),
        };

    private static DateTimeOffset? Moment(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
