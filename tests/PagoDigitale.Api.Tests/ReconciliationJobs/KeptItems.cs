using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>
/// The items that marks keep up to date are those of a look at everything, with their counts: whatever has happened, and whatever was
/// forgotten to be marked.
/// </summary>
internal static class KeptItems
{
    /// <returns>Whether the items were brought up to date from marks alone.</returns>
    public static async Task<bool> ShouldBeThoseOfAWholeRunAsync(TestApi api, string organization, string? story = null)
    {
        var tenants = api.Services.GetRequiredService<TenantScopes>();
        var scope = await ScopeAsync(tenants, organization);
        WrittenRun kept;
        await using (var unit = await tenants.OpenSnapshotAsync(organization, default))
        {
            kept = await unit.Get<ItemWriter>().WriteAsync(scope, isWhole: false, default);
            await unit.CommitAsync();
        }
        await using (var unit = await tenants.OpenSnapshotAsync(organization, default))
        {
            var whole = await unit.Get<ItemWriter>().WriteAsync(scope, isWhole: true, default);
            var changed = await unit.Session.QueryAsync(
                """
                SELECT concat_ws(' ', i.last_run, i.kind, i.class, i.shape, i.amount_cents, i.iuv, i.flusso_id, i.subject_id)
                FROM reconciliation_items i WHERE organization_id = $1 AND series_id = $2
                    AND (first_run = $3 OR last_run = $3 - 1) ORDER BY i.subject_id, i.subject_index, last_run
                """,
                r => r.GetString(0),
                default,
                organization,
                scope.SeriesId,
                whole.Number
            );
            changed.ShouldBeEmpty(story);
            (whole.Ended, whole.Written).ShouldBe((0, 0), story);
            kept.Classes.Select(c => (c.Class, c.IsRegular, c.Count, c.AmountCents))
                .ShouldBe(
                    await unit.Session.QueryAsync(
                        """
                        SELECT class, is_regular, count(*)::integer, sum(amount_cents)::bigint FROM reconciliation_items
                        WHERE organization_id = $1 AND series_id = $2 AND last_run = 2147483647
                        GROUP BY class, is_regular ORDER BY class COLLATE "C", is_regular
                        """,
                        r =>
                            (
                                PagoDigitale.Api.Features.ReconciliationJobs.Door.ItemClassText.Parse(r.GetString(0)),
                                r.GetBoolean(1),
                                r.GetInt32(2),
                                r.GetInt64(3)
                            ),
                        default,
                        organization,
                        scope.SeriesId
                    ),
                    story
                );
        }
        return !kept.IsWhole;
    }

    /// <summary>As an organization that has begun to reconcile.</summary>
    private static async Task<RunScope> ScopeAsync(TenantScopes tenants, string organization)
    {
        await using var making = await tenants.OpenAsync(organization);
        var scope = new RunScope(Guid.Empty, await making.Get<ItemSeries>().OfAsync(null, null, default), null, null);
        await making.CommitAsync();
        await using var marking = await tenants.OpenAsync(organization);
        await marking.Get<ItemSeries>().MarkSinceAsync(scope, default);
        await marking.CommitAsync();
        return scope;
    }
}
