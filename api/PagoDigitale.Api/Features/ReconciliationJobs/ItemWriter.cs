using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Replaces the items of a job: the facts are gathered once, their shapes classified, the items written as one set.</summary>
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
        var shapes = await session.QueryAsync("SELECT DISTINCT shape FROM reconciliation_facts", r => r.GetInt32(0), ct);
        var classes = shapes.Select(FactShape.Classify).ToList();
        await session.ExecuteAsync(
            $"""
            INSERT INTO reconciliation_items (organization_id, job_id, item_id, class, is_regular, amount_cents, difference_cents, iuv,
                notice_number, flow_id,
                position_id, instalment_id, receipt_record_id, rendicontazione_id, movement_id, facts, rule, next_step, since)
            SELECT $1, $2, {UuidSeries.Sql(
                "$3",
                "row_number() OVER ()"
            )}, k.class, k.is_regular, f.amount_cents, f.difference_cents, f.iuv, f.notice_number, f.flow_id,
                f.position_id, f.instalment_id, f.receipt_record_id, f.rendicontazione_id, f.movement_id, {Words}, k.rule, k.next_step,
                    f.since
            FROM reconciliation_facts f
            JOIN unnest($4::int[], $5::text[], $6::boolean[], $7::text[], $8::text[]) AS k(shape, class, is_regular, rule,
                next_step) USING (shape)
            """,
            ct,
            session.Organization,
            scope.JobId,
            UuidSeries.Prefix(clock.GetUtcNow()),
            shapes.ToArray(),
            classes.Select(c => c.ClassText).ToArray(),
            classes.Select(c => c.IsRegular).ToArray(),
            classes.Select(c => c.Rule).ToArray(),
            classes.Select(c => c.NextStep).ToArray()
        );
    }

    /// <summary>The facts in words, as the classifier says them, with the amounts of the item.</summary>
    private static readonly string Words = $"""
        array_remove(ARRAY[
            CASE WHEN f.shape & {FactShape.Position} > 0 THEN 'position of ' || {Euro("position_cents")} END,
            CASE WHEN f.shape & {FactShape.Receipt} > 0 THEN 'receipt of ' || {Euro("receipt_cents")} END,
            CASE WHEN f.shape & {FactShape.WholeFlow} > 0 THEN 'rendicontazione of ' || {Euro("total_cents")}
                 WHEN f.shape & {FactShape.ReportRow} > 0 THEN 'rendicontazione row of ' || {Euro("row_cents")} END,
            CASE WHEN f.shape & {FactShape.Movement} > 0 THEN 'treasury movement of ' || {Euro("movement_cents")} END,
            'reversale ' || f.reversali,
            CASE WHEN f.shape & {FactShape.Duplicate} > 0 THEN 'duplicate payment' END,
            CASE WHEN f.shape & {FactShape.RepeatedRow} > 0 THEN 'repeated row' END,
            CASE WHEN f.shape / {FactShape.Outcome} = 4 THEN 'revoked' END,
            CASE WHEN f.shape & {FactShape.RepeatedMovement} > 0 THEN 'repeated movement' END,
            CASE WHEN f.shape & {FactShape.TransferredSingly} > 0 THEN 'earlier transfer of its own' END,
            CASE WHEN f.shape & {FactShape.OutsideNode} > 0 THEN 'declared paid outside the node' END], NULL)
        """;

    private static string Euro(string column) => $"translate(to_char(f.{column} / 100.0, 'FM999,999,999,990.00'), '.,', ',.') || ' euro'";
}
