using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// How many of what the summary names: instalments, payments, transfers, reversali. Counted where they are, and not among postings:
/// one payment has as many of these as it has transfers, and what is taken back in part has more of them than there are things.
/// </summary>
public sealed class CollectionCountQueries(TenantSession session)
{
    private static readonly SqlText _counts = SqlText.Statement(typeof(CollectionCountQueries), "CollectionCounts.sql");

    public async Task<CollectionCounts> ReadAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                _counts,
                r => new CollectionCounts(
                    r.GetInt32(0),
                    r.GetInt32(1),
                    r.GetInt32(2),
                    r.GetInt32(3),
                    r.GetInt32(4),
                    r.GetInt32(5),
                    r.GetInt32(6),
                    r.GetInt32(7)
                ),
                ct,
                session.Organization
            )
        ).Single();
}

/// <summary>
/// Instalments issued, cancelled for good and outstanding; receipts paid and owed back; payments, transfers and reversali.
/// </summary>
public sealed record CollectionCounts(
    int Issued,
    int Cancelled,
    int Outstanding,
    int Paid,
    int PayerCredits,
    int Reported,
    int Transferred,
    int Regularised
);
