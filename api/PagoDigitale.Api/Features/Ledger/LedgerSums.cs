using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// All postings summed by kind and pair of accounts: one scan, at most a few dozen rows, from which every figure is made.
/// </summary>
internal sealed record LedgerSums(IReadOnlyList<LedgerSum> Rows)
{
    /// <param name="registers">Amounts to read from elsewhere, by name, in the same statement: one statement sees one moment.</param>
    public static async Task<(LedgerSums Sums, IReadOnlyDictionary<string, long> Registers)> ReadAsync(
        TenantSession session,
        IEnumerable<(string Name, string Sql)> registers,
        CancellationToken ct
    )
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT kind, debit, credit, sum(amount_cents)::bigint, count(*), NULL::text FROM door.postings WHERE organization_id = $1
                GROUP BY kind, debit, credit
            {string.Concat(registers.Select(r => $"UNION ALL SELECT NULL, NULL, NULL, ({r.Sql})::bigint, 0, '{r.Name}' "))}
            """,
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
