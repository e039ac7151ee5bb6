using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
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

    private static readonly SqlText _exceptions = SqlText.Statement(
        typeof(CollectionExceptionQueries),
        "CollectionExceptions.sql",
        ("runs_max", RunsMax),
        ("last_of_flow", Last("rendicontazione_id")),
        ("last_of_movement", Last("movement_id")),
        ("last_of_receipt", Last("receipt_record_id"))
    );

    /// <summary>By class and next step, which is what the shapes of the items ask for: many of them ask for the same.</summary>
    public async Task<List<CollectionException>> ListAsync(CancellationToken ct) =>
        [
            .. (
                await session.QueryAsync(
                    _exceptions,
                    r =>
                        (
                            Class: r.GetString(0),
                            Step: Classifier.Classify(Facts.OfShape(r.GetInt64(1))).NextStep,
                            Count: r.GetInt32(2),
                            Cents: r.GetInt64(3)
                        ),
                    ct,
                    session.Organization
                )
            )
                .GroupBy(e => (e.Class, e.Step))
                .Select(g => (g.Key.Class, g.Key.Step, Count: g.Sum(e => e.Count), Cents: g.Sum(e => e.Cents)))
                .OrderBy(e => e.Class, StringComparer.Ordinal)
                .ThenByDescending(e => e.Count)
                .ThenBy(e => e.Step.ToString(), StringComparer.Ordinal)
                .Take(ExceptionsMax)
                .Select(e => new CollectionException
                {
                    Class = ItemClassText.Parse(e.Class),
                    Count = e.Count,
                    AmountCents = e.Cents,
                    NextStep = e.Step,
                }),
        ];

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

    /// <summary>
    /// Each thing once, with the last run about it: a flow has as many items as payments, and each of them would meet all the others.
    /// </summary>
    private static string Last(string id) => $"SELECT {id} AS id, min(place) AS place FROM later GROUP BY {id}";
}
