using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// What is kept is what would be summed: balances and counts against the postings, key by key, and the figures of accertamenti against
/// the payments, debt by debt. One statement sees one moment.
/// </summary>
public sealed class BalanceControlQueries(TenantSession session)
{
    public static readonly SqlText Statement = SqlText.Statement(
        typeof(BalanceControlQueries),
        "BalanceControls.sql",
        ("month_and_service", PostingMonthSql.Key),
        ("positions", PostingMonthSql.Join),
        ("counts", CollectionCountQueries.Counts),
        ("counts_of_all", CollectionCountQueries.OfAll("door.postings")),
        ("accertamenti", AccertamentoTotalsSql.Differences)
    );

    public Task<List<LedgerControl>> ReadAsync(CancellationToken ct) =>
        session.QueryAsync(Statement, r => LedgerControl.Of(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), ct, session.Organization);
}
