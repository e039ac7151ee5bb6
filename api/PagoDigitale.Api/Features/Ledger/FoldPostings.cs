using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Moves postings that wait into the balances. One statement, so whoever reads sees each posting in one place or in the other; killed, it
/// was not. Two at once take each what the other has not.
/// </summary>
public sealed class FoldPostings(TenantSession session)
{
    public static readonly SqlText Statement = SqlText.Statement(
        typeof(FoldPostings),
        "FoldPostings.sql",
        ("take", PostingTailSql.Take),
        ("month_and_service", PostingMonthSql.Key),
        ("positions", PostingMonthSql.Join),
        ("pass_on", PostingTailSql.PassOn("taken")),
        ("counts_of_new", CollectionCountQueries.OfNew)
    );

    /// <summary>How many postings.</summary>
    public Task<int> RunAsync(CancellationToken ct) => session.ScalarAsync<int>(Statement, ct, session.Organization);
}
