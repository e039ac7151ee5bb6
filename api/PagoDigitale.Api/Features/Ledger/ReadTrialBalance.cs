using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Results;

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

    /// <summary>When they were compared: of a large organization not at every reading.</summary>
    public required DateTimeOffset ControlsAsOf { get; init; }
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
public sealed class ReadTrialBalanceHandler(LedgerProofs proofs, TimeProvider clock)
{
    public async Task<Outcome<TrialBalanceModel>> RunAsync(CancellationToken ct)
    {
        var (sums, provedAt, controls) = await proofs.ControlsAsync(ct);
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
            IsBalanced = debits == credits && controls.All(c => c.DifferenceCents == 0),
            Controls = controls,
            ControlsAsOf = provedAt,
        };
    }
}
