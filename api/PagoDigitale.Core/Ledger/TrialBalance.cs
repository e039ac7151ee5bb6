namespace PagoDigitale.Core.Ledger;

/// <summary>Balance of every account, debit minus credit. The sum of all balances is always zero.</summary>
public sealed class TrialBalance
{
    private readonly long[] _balances = new long[Enum.GetValues<LedgerAccount>().Length];

    public TrialBalance(IEnumerable<Posting> postings)
    {
        foreach (var posting in postings)
        {
            _balances[(int)posting.Debit] = checked(_balances[(int)posting.Debit] + posting.AmountCents);
            _balances[(int)posting.Credit] = checked(_balances[(int)posting.Credit] - posting.AmountCents);
        }
    }

    public long this[LedgerAccount account] => _balances[(int)account];

    public long TotalCents => Money.EuroCents.Sum(_balances);
}
