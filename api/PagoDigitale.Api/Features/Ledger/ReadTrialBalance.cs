using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record TrialBalanceModel
{
    public required DateTimeOffset AsOf { get; init; }
    public required IReadOnlyList<AccountBalance> Accounts { get; init; }
    public required long TotalDebitCents { get; init; }
    public required long TotalCreditCents { get; init; }
    public required long DifferenceCents { get; init; }
    public required bool IsBalanced { get; init; }
    public required IReadOnlyList<LedgerControl> Controls { get; init; }
}

public sealed record AccountBalance
{
    public required LedgerAccount Account { get; init; }
    public required long DebitCents { get; init; }
    public required long CreditCents { get; init; }
    public required long BalanceCents { get; init; }
}

public sealed record LedgerControl
{
    public required string Name { get; init; }
    public required long LedgerCents { get; init; }
    public required long RegisterCents { get; init; }
    public required long DifferenceCents { get; init; }

    public static LedgerControl Of(string name, long ledger, long register) =>
        new()
        {
            Name = name,
            LedgerCents = ledger,
            RegisterCents = register,
            DifferenceCents = ledger - register,
        };
}

/// <summary>
/// Debits equal credits by construction, so that alone proves little. The proof is in the controls: what the ledger says
/// against what the registers say, which were written by other code (see README.md for the exact definitions).
/// </summary>
public sealed class ReadTrialBalanceHandler(TenantSession session, BookedControlQueries booked, TimeProvider clock)
{
    private static readonly (string Name, Func<LedgerSums, long> Ledger)[] Controls =
    [
        ("receivables-against-open-instalments", s => s.Balance(LedgerAccount.Receivables)),
        ("payments-against-receipts", s => s.Net(LedgerAccount.PspClearing, PostingKind.Paid)),
        ("payer-credits-against-receipts", s => -s.Balance(LedgerAccount.PayerCredits)),
        ("outside-payments-against-receipts", s => s.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode)),
        ("reported-against-rendicontazioni", s => s.Net(LedgerAccount.ReportedClearing, PostingKind.Reported)),
        ("transferred-against-movements", s => s.Net(LedgerAccount.BankSuspense, PostingKind.Transferred)),
        ("regularised-against-reversali", s => s.Net(LedgerAccount.Treasury, PostingKind.Regularised)),
    ];

    private static readonly SqlText _balance = SqlText.Statement(
        typeof(ReadTrialBalanceHandler),
        "TrialBalance.sql",
        ("sums", LedgerSums.Sql),
        ("revoked", RevokedSql.Named),
        ("credits_owed", PayerCreditSql.Owed),
        ("credits_used", PayerCreditSql.Used)
    );

    public async Task<Outcome<TrialBalanceModel>> RunAsync(CancellationToken ct)
    {
        var (sums, registers) = await LedgerSums.ReadAsync(session, _balance, ct);
        List<LedgerControl> controls =
        [
            .. Controls.Select(c => LedgerControl.Of(c.Name, c.Ledger(sums), registers[c.Name])),
            .. await booked.ReadAsync(ct),
        ];
        var accounts = Enum.GetValues<LedgerAccount>()
            .Select(a => new AccountBalance
            {
                Account = a,
                DebitCents = sums.Debit(a),
                CreditCents = sums.Credit(a),
                BalanceCents = sums.Balance(a),
            })
            .ToList();
        var (debits, credits) = (accounts.Sum(a => a.DebitCents), accounts.Sum(a => a.CreditCents));
        return new TrialBalanceModel
        {
            AsOf = clock.GetUtcNow(),
            Accounts = accounts,
            TotalDebitCents = debits,
            TotalCreditCents = credits,
            DifferenceCents = debits - credits,
            IsBalanced = debits == credits && controls.TrueForAll(c => c.DifferenceCents == 0),
            Controls = controls,
        };
    }
}
