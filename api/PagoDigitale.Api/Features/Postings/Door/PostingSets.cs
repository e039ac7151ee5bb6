using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>Appends the postings of a set that SQL finds, in the transaction of the change they tell of.</summary>
public static class PostingSets
{
    /// <param name="rule">What <see cref="PostingRules"/> has for one of them, whatever its amount.</param>
    /// <param name="select">
    /// A query of <c>place</c> (their order), <c>cents</c> (more than zero), <c>position_id</c>, <c>instalment_id</c>,
    /// <c>transfer_index</c>. $1 is the organization, the <paramref name="values"/> follow.
    /// </param>
    public static Task PostSelectedAsync(
        TenantSession session,
        Posting rule,
        string reference,
        string select,
        DateTimeOffset now,
        CancellationToken ct,
        params object?[] values
    )
    {
        var first = values.Length + 2;
        return session.ExecuteAsync(
            $"""
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents,
                position_id, instalment_id, transfer_index, reference)
            SELECT $1, {UuidSeries.Sql($"${first}", "row_number() OVER (ORDER BY s.place)")}, ${first + 1}, ${first + 2}, ${first + 3},
                ${first + 4}, s.cents, s.position_id, s.instalment_id, s.transfer_index, ${first + 5}
            FROM ({select}) s
            """,
            ct,
            [
                session.Organization,
                .. values,
                UuidSeries.Prefix(now),
                now,
                LedgerWriter.Text(rule.Kind),
                LedgerWriter.Text(rule.Debit),
                LedgerWriter.Text(rule.Credit),
                reference,
            ]
        );
    }
}
