using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
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
    private static readonly (string Name, Func<LedgerSums, long> Ledger, string Register)[] Controls =
    [
        (
            "receivables-against-open-instalments",
            s => s.Balance(LedgerAccount.Receivables),
            """
            SELECT coalesce((
                SELECT sum(amount_cents) FROM door.instalments
                WHERE organization_id = $1 AND receipt_record_id IS NULL AND NOT is_released AND state <> 'draft'), 0)
            + coalesce((
                SELECT sum(greatest(o.own - p.own + c.withheld_cents - i.discharged_own_cents, 0)
                    + greatest(i.amount_cents - o.own - p.others - i.discharged_others_cents, 0))
                FROM door.receipts c
                JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
                    AND i.receipt_record_id = c.receipt_record_id AND NOT i.is_released
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own
                    FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id) o
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own,
                        coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0) AS others
                    FROM door.receipt_transfers t WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id) p
                WHERE c.organization_id = $1 AND (c.classification IN ('amount-mismatch', 'state-mismatch') OR c.version = 'reported')), 0)
            """
        ),
        (
            "payments-against-receipts",
            s => s.Net(LedgerAccount.PspClearing, PostingKind.Paid),
            $"""
            SELECT coalesce(sum(t.amount_cents), 0) - coalesce((SELECT sum(o.own) {RevokedSql.Named} WHERE t.is_revoked), 0)
                - coalesce((SELECT sum(whole_cents - cents) FROM ({PayerCreditSql.Owed}) owed), 0)
            FROM door.receipts c JOIN door.receipt_transfers t USING (organization_id, receipt_record_id)
            WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND c.withdrawn_at IS NULL AND t.beneficiary = $1
            """
        ),
        (
            "payer-credits-against-receipts",
            s => -s.Balance(LedgerAccount.PayerCredits),
            $"""
            SELECT coalesce((SELECT sum(cents) FROM ({PayerCreditSql.Owed}) owed), 0)
                - coalesce((SELECT sum(cents) FROM ({PayerCreditSql.Used}) used), 0)
            """
        ),
        (
            "outside-payments-against-receipts",
            s => s.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode),
            """
            SELECT coalesce(sum(t.amount_cents), 0) FROM door.receipts c JOIN door.receipt_transfers t USING (organization_id,
                receipt_record_id)
            WHERE c.organization_id = $1 AND c.version = 'outside' AND c.classification <> 'withdrawn' AND t.beneficiary = $1
            """
        ),
        (
            "reported-against-rendicontazioni",
            s => s.Net(LedgerAccount.ReportedClearing, PostingKind.Reported),
            """
            SELECT coalesce((
                SELECT sum(w.amount_cents) FROM door.rendicontazioni r JOIN door.rendicontazione_rows w USING (organization_id,
                    rendicontazione_id)
                WHERE r.organization_id = $1 AND r.state <> 'superseded'), 0)
            + coalesce((SELECT sum(amount_cents) FROM door.bank_movements WHERE organization_id = $1 AND receipt_record_id IS NOT NULL
                AND state IN ('matched', 'regularised')), 0)
            """
        ),
        (
            "transferred-against-movements",
            s => s.Net(LedgerAccount.BankSuspense, PostingKind.Transferred),
            """
            SELECT coalesce((
                SELECT sum(amount_cents) FROM door.bank_movements
                WHERE organization_id = $1 AND is_pago_pa AND state IN ('matched', 'amount-mismatch', 'regularised')), 0)
            + coalesce((
                SELECT sum(v.amount_cents) FROM door.reversali v
                JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
                WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.movement_id IS NULL AND NOT EXISTS (
                    SELECT FROM door.rendicontazioni r WHERE r.organization_id = $1 AND r.flow_id = o.flow_id AND r.psp_id = o.psp_id
                        AND r.movement_id IS NOT NULL)), 0)
            """
        ),
        (
            "regularised-against-reversali",
            s => s.Net(LedgerAccount.Treasury, PostingKind.Regularised),
            """
            SELECT coalesce(sum(amount_cents), 0) FROM door.reversali WHERE organization_id = $1 AND annulled_at IS NULL
            """
        ),
    ];

    public async Task<Outcome<TrialBalanceModel>> RunAsync(CancellationToken ct)
    {
        var (sums, registers) = await LedgerSums.ReadAsync(session, Controls.Select(c => (c.Name, c.Register)), ct);
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
