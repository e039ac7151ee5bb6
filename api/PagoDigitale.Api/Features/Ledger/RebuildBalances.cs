using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Makes the balances of an organization anew that has postings and none: they were lost, or somebody deleted its rows of
/// <c>posting_totals</c> to have them made anew. Who calls it is alone with the organization; what is posted meanwhile waits.
/// </summary>
public sealed class RebuildBalances(TenantSession session, RebuildAccertamenti accertamenti)
{
    private const string IsLost = """
        SELECT NOT EXISTS (SELECT FROM posting_totals WHERE organization_id = $1) AND EXISTS (
            SELECT FROM door.postings p WHERE p.organization_id = $1
              AND NOT EXISTS (SELECT FROM door.posting_tail t WHERE t.organization_id = $1 AND t.posting_id = p.posting_id))
        """;

    private static readonly SqlText _rebuild = SqlText.Statement(
        typeof(RebuildBalances),
        "RebuildPostings.sql",
        ("month_and_service", PostingMonthSql.Key),
        ("positions", PostingMonthSql.Join),
        ("counts_of_all", CollectionCountQueries.OfAll("folded"))
    );

    public async Task RunIfLostAsync(CancellationToken ct)
    {
        if (!await session.ScalarAsync<bool>(IsLost, ct, session.Organization))
            return;
        await session.ExecuteAsync("DELETE FROM posting_balances WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync("DELETE FROM posting_counts WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync(_rebuild, ct, session.Organization);
        await accertamenti.RunAsync(ct);
    }
}
