using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Reads jobs, as the list and every answer show them.</summary>
public sealed class ReconciliationJobRows(TenantSession session)
{
    private const string Columns = """
        job_id, external_id, state, statement_id, flusso_id, items_count, regular_count, anomalous_count, classes::text, failure::text,
            created_at, started_at, completed_at
        """;

    public Task<List<(Guid Id, ReconciliationJobModel Model)>> QueryAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM reconciliation_jobs WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<ReconciliationJobModel?> FindAsync(Guid id, CancellationToken ct) =>
        (await QueryAsync("organization_id = $1 AND job_id = $2", [session.Organization, id], ct)).SingleOrDefault().Model;

    /// <summary>The run of its series whose items are those of the job; null until it has ended.</summary>
    public async Task<(Guid Series, int Run)?> RunOfAsync(Guid id, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT series_id, run FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2 AND run IS NOT NULL",
                r => ((Guid, int)?)(r.GetGuid(0), r.GetInt32(1)),
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();

    public static ApiError NotFound(string job) =>
        ApiError.NotFound("reconciliation-job-not-found", ReconciliationJobsTexts.NotFound, ReconciliationJobsTexts.NoSuch.With(job));

    private static ReconciliationJobModel Map(NpgsqlDataReader r)
    {
        var classes = JsonSerializer.Deserialize<List<ReconciliationClassCount>>(r.GetString(8), ApiJson.Options)!;
        return new()
        {
            Id = PublicId.Format("rcj", r.GetGuid(0)),
            ExternalId = r.IsDBNull(1) ? null : r.GetString(1),
            State = StateText.Parse<ReconciliationJobState>(r.GetString(2)),
            Scope = new()
            {
                StatementId = r.IsDBNull(3) ? null : PublicId.Format("bst", r.GetGuid(3)),
                FlussoId = r.IsDBNull(4) ? null : r.GetString(4),
            },
            Counts = new()
            {
                Items = r.GetInt32(5),
                Regular = r.GetInt32(6),
                Anomalous = r.GetInt32(7),
            },
            Classes = classes,
            Amounts = new()
            {
                TotalCents = classes.Sum(c => c.AmountCents),
                RegularCents = classes.Where(c => c.IsRegular).Sum(c => c.AmountCents),
                AnomalousCents = classes.Where(c => !c.IsRegular).Sum(c => c.AmountCents),
            },
            Failure = r.IsDBNull(9) ? null : JsonSerializer.Deserialize<ReconciliationFailure>(r.GetString(9), ApiJson.Options),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(10),
            StartedAt = r.IsDBNull(11) ? null : r.GetFieldValue<DateTimeOffset>(11),
            CompletedAt = r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12),
        };
    }
}
