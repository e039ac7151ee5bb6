using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// What reconciliation left for somebody to look at. Runs cover a statement, a flow or everything still open, so no single
/// one of them tells: the last run over everything counts, and after it the last one of each narrower scope. Where two of
/// these have looked at the same flow, movement or receipt, the later one is right.
/// </summary>
public sealed class CollectionExceptionQueries(TenantSession session)
{
    /// <summary>As many as the contract shows; classes and next steps together are far fewer.</summary>
    private const int ExceptionsMax = 100;

    /// <summary>Narrow runs since the last one over everything: older ones have nothing that is still worth a look.</summary>
    private const int RunsMax = 500;

    public Task<List<CollectionException>> ListAsync(CancellationToken ct) =>
        session.QueryAsync(
            $"""
            WITH everything AS (
                SELECT completed_at FROM door.reconciliation_jobs
                WHERE organization_id = $1 AND state = 'completed' AND statement_id IS NULL AND flow_id IS NULL
                    ORDER BY completed_at DESC LIMIT 1),
            scopes AS (
                SELECT DISTINCT ON (statement_id, flow_id) job_id, completed_at FROM door.reconciliation_jobs
                WHERE organization_id = $1 AND state = 'completed' AND completed_at >= coalesce((SELECT completed_at
                    FROM everything), '-infinity')
                ORDER BY statement_id, flow_id, completed_at DESC, job_id DESC),
            runs AS MATERIALIZED (
                SELECT job_id, row_number() OVER (ORDER BY completed_at DESC, job_id DESC) AS place, count(*) OVER () AS runs FROM scopes
                    ORDER BY place LIMIT {RunsMax}),
            later AS MATERIALIZED (
                SELECT runs.place, i.rendicontazione_id, i.movement_id, i.receipt_record_id
                FROM runs JOIN door.reconciliation_items i ON i.organization_id = $1 AND i.job_id = runs.job_id
                    WHERE runs.place < runs.runs)
            SELECT i.class, count(*)::int, sum(abs(i.amount_cents))::bigint, i.next_step
            FROM runs JOIN door.reconciliation_items i ON i.organization_id = $1 AND i.job_id = runs.job_id AND NOT i.is_regular
            WHERE NOT EXISTS (SELECT FROM ({Last("rendicontazione_id")}) l WHERE l.id = i.rendicontazione_id AND l.place < runs.place)
              AND NOT EXISTS (SELECT FROM ({Last("movement_id")}) l WHERE l.id = i.movement_id AND l.place < runs.place)
              AND NOT EXISTS (SELECT FROM ({Last("receipt_record_id")}) l WHERE l.id = i.receipt_record_id AND l.place < runs.place)
              AND NOT EXISTS (SELECT FROM door.rendicontazioni r WHERE r.organization_id = $1
                  AND r.rendicontazione_id = i.rendicontazione_id AND r.state = 'superseded')
            GROUP BY i.class, i.next_step ORDER BY i.class, count(*) DESC, i.next_step LIMIT {ExceptionsMax}
            """,
            r => new CollectionException
            {
                Class = ItemClassText.Parse(r.GetString(0)),
                Count = r.GetInt32(1),
                AmountCents = r.GetInt64(2),
                NextStep = r.GetString(3),
            },
            ct,
            session.Organization
        );

    /// <summary>
    /// Each thing once, with the last run about it: a flow has as many items as payments, and each of them would meet all the others.
    /// </summary>
    private static string Last(string id) => $"SELECT {id} AS id, min(place) AS place FROM later GROUP BY {id}";

    /// <summary>Null before the first reconciliation.</summary>
    public async Task<DateTimeOffset?> AsOfAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT completed_at FROM door.reconciliation_jobs WHERE organization_id = $1 AND state = 'completed'
                    ORDER BY completed_at DESC LIMIT 1
                """,
                r => (DateTimeOffset?)r.GetFieldValue<DateTimeOffset>(0),
                ct,
                session.Organization
            )
        ).SingleOrDefault();
}
