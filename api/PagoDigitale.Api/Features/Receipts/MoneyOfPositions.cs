using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class MoneyOfPositions(
    TenantSession session,
    EarlierReportsWriter reports,
    PaidBackQueries paidBack,
    ShortPaymentQueries shortPayments,
    OwedDebts debts,
    TakePayment payments,
    PaymentReversalWriter reversals,
    ReceiptWriter receipts,
    PositionStateWriter states,
    TimeProvider clock
) : IMoneyOfPositions
{
    public Task SettleNewAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct) => reports.SettleAsync(instalments, ct);

    public Task<Dictionary<Guid, long>> PaidBackAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        paidBack.OfPositionsAsync(positions, ct);

    public Task<List<ShortPayment>> ShortAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        shortPayments.OfPositionsAsync(positions, ct);

    public string ShortPositionsSql => ShortPaymentQueries.Positions;

    public async Task TakeOutsideAsync(OwedDebt debt, OutsidePayment payment, CancellationToken ct)
    {
        var receipt = DeclaredReceipt.Of(
            session.Organization,
            debt,
            await debts.ReadContentAsync(debt.InstalmentId, ct),
            Guid.CreateVersion7(clock.GetUtcNow()),
            "outside",
            ("outside-node", ReceiptsTexts.OutsideNode),
            payment.PaidAt
        ) with
        {
            ApplicationDate = payment.PaidOn,
            PaymentNote = payment.Note,
            PaymentReference = payment.Reference,
        };
        _ =
            await payments.TakeAsync(PaymentSource.OutsideNode, receipt, debt.Shares, ct, debt)
            ?? throw new InvalidOperationException($"Receipt {receipt.Iur} is here already, under an identifier made just now.");
    }

    public async Task WithdrawOutsideAsync(Guid receipt, Guid instalment, string reason, CancellationToken ct)
    {
        await receipts.WithdrawAsync(receipt, reason, ct);
        await reversals.TakeBackAsync(receipt, instalment, ct);
    }

    public async Task TakeUpAsync(Guid position, int option, CancellationToken ct)
    {
        await reversals.TakeUpAsync(position, option, ct);
        await states.RecomputeAsync([position], ct, areLocked: true);
    }

    public Task<bool> WasOutsideWithdrawnAsync(Guid instalment, CancellationToken ct) => receipts.HasWithdrawnAsync(instalment, ct);
}
