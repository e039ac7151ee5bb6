using Npgsql;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>What a run has written.</summary>
/// <param name="Number">Of the run in its series.</param>
/// <param name="Classes">Of all the items that hold now.</param>
/// <param name="Ended">Items that hold no more, or not as they are.</param>
/// <param name="Written">Items that are new, or other than they were.</param>
/// <param name="IsWhole">Everything was looked at, and not only what was marked.</param>
public sealed record WrittenRun(int Number, IReadOnlyList<ReconciliationClassCount> Classes, int Ended, int Written, bool IsWhole);

/// <summary>
/// Brings the items of a series up to date (decision 0027): the facts of what was touched are gathered, or of everything the run is
/// about; their shapes are classified; items that hold no more end with the run before, and what no item tells is written. What is said
/// of an item is made of its shape and its amounts when it is read. All in a transaction that sees one moment.
/// </summary>
public sealed class ItemWriter(TenantSession session, ItemSeries series, MarkQueries marks, TimeProvider clock)
{
    /// <summary>The facts of so many things are looked up one by one; of more all are read at once.</summary>
    private const int MarksMax = 20_000;

    /// <summary>How a test that prepares the statements knows of their table.</summary>
    private static readonly SqlText _touched = SqlText.Statement(typeof(ItemWriter), "TouchedItems.sql", ("temporary", FactSql.TablesTold));

    private static readonly SqlText _endAll = Ending("", "");

    /// <summary>
    /// In the order of an index, because no statement of ours reads a table whole (decision 0010): the planner would sooner read all the
    /// items of the series and look each up among the few that were touched.
    /// </summary>
    private static readonly SqlText _endTouched = Ending(
        """
        FROM (SELECT t.kind, t.subject_id, t.subject_index FROM reconciliation_touched t
            ORDER BY t.kind, t.subject_id, t.subject_index OFFSET 0) n
        """,
        """
        AND i.subject_id = n.subject_id AND i.kind = CASE n.kind WHEN 'instalment' THEN 'outside' ELSE n.kind END
            AND (n.kind <> 'row' OR i.subject_index = n.subject_index)
        """
    );

    private static readonly SqlText _writeAll = Writing("");

    private static readonly SqlText _writeNew = Writing(
        """
        WHERE NOT EXISTS (SELECT FROM reconciliation_items i
            WHERE i.organization_id = $1 AND i.series_id = $2 AND i.subject_id = f.subject_id AND i.subject_index = f.subject_index
                AND i.kind = f.kind AND i.last_run = 2147483647)
        """
    );

    /// <param name="isWhole">Look at everything, whatever was marked.</param>
    public async Task<WrittenRun> WriteAsync(RunScope scope, bool isWhole, CancellationToken ct)
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var before = await series.HoldAsync(scope, ct);
        await session.ExecuteAsync(FactSql.Tables, ct);
        var isTouched = await TouchAsync(scope, before, isWhole, today, ct);
        await FactSql.GatherAsync(session, scope, isTouched, today, ct);
        var shapes = await ShapesAsync(ct);
        var run = before.LastRun + 1;
        var ended = before.LookedOn is null ? [] : await EndAsync(isTouched ? _endTouched : _endAll, scope, run, shapes, ct);
        var written = await WriteAsync(before.LookedOn is null ? _writeAll : _writeNew, scope, run, shapes, ct);
        var classes = Sum([.. before.Classes, .. written, .. ended.Select(Negative)]);
        await series.RunEndedAsync(scope, run, today, classes, ct);
        return new(run, classes, ended.Sum(c => c.Count), written.Sum(c => c.Count), !isTouched);
    }

    /// <summary>Forgets what ended and no run that is still there had. After jobs were deleted, and after a run.</summary>
    /// <param name="since">The first of the runs that may have been the last to have it.</param>
    public Task ForgetAsync(Guid seriesId, int since, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            DELETE FROM reconciliation_items i
            WHERE i.organization_id = $1 AND i.series_id = $2 AND i.last_run >= $3 AND i.last_run < 2147483647
              AND NOT EXISTS (SELECT FROM reconciliation_jobs j WHERE j.organization_id = $1 AND j.series_id = $2
                  AND j.run BETWEEN i.first_run AND i.last_run)
            """,
            ct,
            session.Organization,
            seriesId,
            since
        );

    /// <returns>False when everything is to be looked at.</returns>
    private async Task<bool> TouchAsync(RunScope scope, SeriesState before, bool isWhole, DateOnly today, CancellationToken ct)
    {
        if (!scope.IsEverything)
            return false;
        if (isWhole || !before.IsKept || before.LookedOn is not { } lookedOn)
        {
            await marks.ForgetAsync(ct);
            return false;
        }
        var marked = await marks.TakeAsync(lookedOn, today, ct);
        if (marked.Count > MarksMax)
            return false;
        // Each item is looked up among the facts.
        await session.ExecuteAsync("CREATE INDEX ON reconciliation_facts (subject_id, subject_index, kind)", ct);
        // The planner takes a handful of marks for thousands of rows, and would read all of the organization's to join them.
        await session.ExecuteAsync(
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off",
            ct
        );
        if (marked.Count > 0)
            await session.ExecuteAsync(
                _touched,
                ct,
                session.Organization,
                marked.Of("receipt"),
                marked.Of("flow"),
                marked.Of("movement"),
                marked.Of("instalment"),
                marked.Of("row"),
                marked.ByKind["row"].Select(m => m.Index).ToArray()
            );
        return true;
    }

    private async Task<(long[] Shapes, string[] Classes, bool[] AreRegular)> ShapesAsync(CancellationToken ct)
    {
        var shapes = await session.QueryAsync("SELECT DISTINCT shape FROM reconciliation_facts", r => r.GetInt64(0), ct);
        var classes = shapes.Select(s => Classifier.Classify(Facts.OfShape(s))).ToList();
        return ([.. shapes], [.. classes.Select(c => c.ClassText)], [.. classes.Select(c => c.IsRegular)]);
    }

    private Task<List<ReconciliationClassCount>> EndAsync(
        string statement,
        RunScope scope,
        int run,
        (long[] Shapes, string[] Classes, bool[] AreRegular) known,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            statement,
            Count,
            ct,
            session.Organization,
            scope.SeriesId,
            run - 1,
            known.Shapes,
            known.Classes,
            known.AreRegular
        );

    private Task<List<ReconciliationClassCount>> WriteAsync(
        string statement,
        RunScope scope,
        int run,
        (long[] Shapes, string[] Classes, bool[] AreRegular) known,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            statement,
            Count,
            ct,
            session.Organization,
            scope.SeriesId,
            run,
            known.Shapes,
            known.Classes,
            known.AreRegular,
            UuidSeries.Prefix(clock.GetUtcNow())
        );

    private static ReconciliationClassCount Count(NpgsqlDataReader r) =>
        new()
        {
            Class = ItemClassText.Parse(r.GetString(0)),
            IsRegular = r.GetBoolean(1),
            Count = r.GetInt32(2),
            AmountCents = r.GetInt64(3),
        };

    private static ReconciliationClassCount Negative(ReconciliationClassCount c) =>
        c with
        {
            Count = -c.Count,
            AmountCents = -c.AmountCents,
        };

    private static List<ReconciliationClassCount> Sum(IEnumerable<ReconciliationClassCount> counts) =>
        [
            .. counts
                .GroupBy(c => (c.Class, c.IsRegular))
                .Select(g => new ReconciliationClassCount
                {
                    Class = g.Key.Class,
                    IsRegular = g.Key.IsRegular,
                    Count = g.Sum(c => c.Count),
                    AmountCents = g.Sum(c => c.AmountCents),
                })
                .Where(c => c.Count > 0)
                .OrderBy(c => ReconciliationClassText.All[(int)c.Class], StringComparer.Ordinal)
                .ThenBy(c => c.IsRegular),
        ];

    private static SqlText Ending(string from, string narrowed) =>
        SqlText.Statement(typeof(ItemWriter), "EndItems.sql", ("temporary", FactSql.TablesTold), ("from", from), ("narrowed", narrowed));

    private static SqlText Writing(string onlyNew) =>
        SqlText.Statement(
            typeof(ItemWriter),
            "WriteItems.sql",
            ("temporary", FactSql.TablesTold),
            ("item_id", UuidSeries.Sql("$7", "row_number() OVER ()")),
            ("new", onlyNew)
        );
}
