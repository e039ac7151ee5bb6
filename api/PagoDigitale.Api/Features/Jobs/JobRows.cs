using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>
/// The queue is the platform's, whoever a job is for: workers read it for every tenant, so it has no row-level security. What a job
/// carries is its organization's, and is not read here.
/// </summary>
internal static class JobRows
{
    public const string UnderWay = "state = 'running' AND lease_owner IS NOT NULL AND lease_until >= now()";

    public const string Columns = $"""
        job_id, kind, lane, priority, organization_id,
        CASE WHEN {UnderWay} THEN 'running' WHEN state = 'running' THEN 'retrying' ELSE state END AS true_state,
        attempts, last_error, created_at, CASE WHEN state = 'running' AND lease_owner IS NULL THEN lease_until ELSE run_after END,
        started_at, finished_at, CASE WHEN {UnderWay} THEN lease_until END
        """;

    public static JobModel Map(NpgsqlDataReader r) =>
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
