using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// All postings summed by kind and pair of accounts, at most a few dozen rows, from which every figure is made. Kept, not summed anew
/// (decision 0028).
/// </summary>
internal sealed record LedgerSums(IReadOnlyList<LedgerSum> Rows)
{
    /// <summary>
    /// What every statement begins with: what was folded and what waits for it. Amounts of registers follow by UNION ALL: one statement
    /// sees one moment.
    /// </summary>
    public const string Sql = $"""
        SELECT kind, debit, credit, sum(amount_cents)::bigint, sum(postings_count)::bigint, NULL::text FROM (
            SELECT kind, debit, credit, amount_cents, postings_count FROM posting_totals WHERE organization_id = $1
            UNION ALL
            SELECT kind, debit, credit, amount_cents, 1 FROM ({PostingTailSql.Waiting}) waiting) balances
        GROUP BY kind, debit, credit
        """;

    public static async Task<LedgerSums> ReadAsync(TenantSession session, CancellationToken ct) => (await ReadAsync(session, Sql, ct)).Sums;

    /// <param name="sql">With the amounts of registers, each by its name.</param>
    public static async Task<(LedgerSums Sums, IReadOnlyDictionary<string, long> Registers)> ReadAsync(
        TenantSession session,
        string sql,
        CancellationToken ct
    )
    {
        var rows = await session.QueryAsync(
            sql,
            r =>
                r.IsDBNull(5)
                    ? (
                        Name: null,
                        Amount: 0,
                        Sum: new LedgerSum(
                            StateText.Parse<PostingKind>(r.GetString(0)),
                            StateText.Parse<LedgerAccount>(r.GetString(1)),
                            StateText.Parse<LedgerAccount>(r.GetString(2)),
                            r.GetInt64(3),
                            r.GetInt64(4)
                        )
                    )
                    : (Name: r.GetString(5), Amount: r.GetInt64(3), Sum: (LedgerSum?)null),
            ct,
            session.Organization
        );
        return (
            new([.. rows.Select(r => r.Sum).OfType<LedgerSum>()]),
            rows.Where(r => r.Name is not null).ToDictionary(r => r.Name!, r => r.Amount)
        );
    }

    public long Count => Rows.Sum(r => r.Count);

    public long Debit(LedgerAccount account) => Rows.Where(r => r.Debit == account).Sum(r => r.AmountCents);

    public long Credit(LedgerAccount account) => Rows.Where(r => r.Credit == account).Sum(r => r.AmountCents);

    public long Balance(LedgerAccount account) => Debit(account) - Credit(account);

    /// <summary>Debits less credits of an account by one kind of posting: reversals take away what they reverse.</summary>
    public long Net(LedgerAccount account, params PostingKind[] kinds) => Sum(account, kinds, r => r.AmountCents);

    private long Sum(LedgerAccount account, PostingKind[] kinds, Func<LedgerSum, long> value) =>
        Rows.Where(r => kinds.Contains(r.Kind))
            .Sum(r =>
                r.Debit == account ? value(r)
                : r.Credit == account ? -value(r)
                : 0
            );
}

internal sealed record LedgerSum(PostingKind Kind, LedgerAccount Debit, LedgerAccount Credit, long AmountCents, long Count);
