using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Replaces the items of a job: the facts are gathered once, their shapes classified, the items written as one set. What is said of an
/// item is made of its shape and its amounts when it is read.
/// </summary>
public sealed class ItemWriter(TenantSession session, TimeProvider clock)
{
    public async Task ReplaceAsync(RunScope scope, CancellationToken ct)
    {
        await session.ExecuteAsync(
            "DELETE FROM reconciliation_items WHERE organization_id = $1 AND job_id = $2",
            ct,
            session.Organization,
            scope.JobId
        );
        await session.ExecuteAsync("DROP TABLE IF EXISTS pg_temp.reconciliation_facts", ct);
        await session.CreateTemporaryTableAsync(
            "reconciliation_facts",
            FactSql.Of(scope),
            ct,
            FactSql.Values(scope, session.Organization, RomeTime.LegalDate(clock.GetUtcNow()))
        );
        var shapes = await session.QueryAsync("SELECT DISTINCT shape FROM reconciliation_facts", r => r.GetInt64(0), ct);
        var classes = shapes.Select(s => Classifier.Classify(Facts.OfShape(s))).ToList();
        await session.ExecuteAsync(
            $"""
            INSERT INTO reconciliation_items (organization_id, job_id, item_id, class, is_regular, amount_cents, difference_cents, iuv,
                notice_number, flusso_id,
                position_id, instalment_id, receipt_record_id, rendicontazione_id, movement_id, shape,
                position_cents, receipt_cents, row_cents, total_cents, movement_cents, booked_by, since)
            SELECT $1, $2, {UuidSeries.Sql(
                "$3",
                "row_number() OVER ()"
            )}, k.class, k.is_regular, f.amount_cents, f.difference_cents, f.iuv, f.notice_number, f.flusso_id,
                f.position_id, f.instalment_id, f.receipt_record_id, f.rendicontazione_id, f.movement_id, f.shape,
                f.position_cents, f.receipt_cents, f.row_cents, f.total_cents, f.movement_cents, f.booked_by, f.since
            FROM reconciliation_facts f
            JOIN unnest($4::bigint[], $5::text[], $6::boolean[]) AS k(shape, class, is_regular) USING (shape)
            """,
            ct,
            session.Organization,
            scope.JobId,
            UuidSeries.Prefix(clock.GetUtcNow()),
            shapes.ToArray(),
            classes.Select(c => c.ClassText).ToArray(),
            classes.Select(c => c.IsRegular).ToArray()
        );
    }
}
