using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Money that only a rendicontazione tells of: executed without request (outcome 9), and executed in stand-in without request
/// (outcome 8) or with a request (outcomes 0 and 4) when no receipt has come in time. The row is the proof: it settles the organization's
/// share of that transfer
/// with a receipt of its own kind, under the identifier the PSP gives the payment. The receipt of the node with that very
/// identifier, should it come, takes its place (see <see cref="PaymentReversalWriter.CompleteAsync"/>); a revision that tells
/// of the payment no more takes it away.
/// </summary>
public sealed class ReportedPaymentWriter(
    TenantSession session,
    ReportedPaymentQueries queries,
    ReportedReceiptsWriter reported,
    InstalmentPayments debts,
    RowLinks rows,
    LedgerWriter ledger,
    PositionStateWriter states,
    PositionEventWriter events,
    ReportedWithdrawalWriter withdrawals,
    TimeProvider clock
)
{
    /// <summary>
    /// Receipts of stand-in come within hours; after a week nobody waits for them any more. Ours: no document says a number.
    /// </summary>
    public const int LateReceiptDays = 7;

    /// <summary>Whether the time of a receipt that was waited for is up.</summary>
    public Task<bool> HasOverdueAsync(CancellationToken ct) => queries.HasOverdueAsync(Late, ct);

    private LateReceipts Late =>
        new(RomeTime.LegalDate(clock.GetUtcNow()).AddDays(-LateReceiptDays), clock.GetUtcNow().AddDays(-LateReceiptDays));

    /// <summary>
    /// Settles what the rows of one flow prove, or without one those of all current flows; of all instalments or of some.
    /// </summary>
    /// <returns>The instalments whose state may be another one now.</returns>
    public async Task<IReadOnlyList<Guid>> SettleAsync(Guid? flow, CancellationToken ct, IReadOnlyCollection<Guid>? instalments = null)
    {
        var payments = await queries.UnprovedAsync(flow, Late, ct, instalments);
        if (payments.Count == 0)
            return [];
        payments = await WriteAsync(payments, ct);
        await rows.TieReceiptsAsync([.. payments.Select(p => new NamedPayment(p.Receipt, p.Iur, p.Iuv))], ct);
        var standing = payments.FindAll(p => !p.IsRevoked);
        await debts.SettleReportedAsync(
            [
                .. standing
                    .Where(p => p.IsMain)
                    .Select(p => new ReportedInstalment(p.InstalmentId, p.Receipt, p.TotalCents, p.IsWhole ? p.PaidAt : null)),
            ],
            ct
        );
        var positions = payments.Select(p => p.PositionId).Distinct().ToArray();
        await states.RecomputeAsync(positions, ct);
        await EmitAsync(standing, ct);
        return [.. payments.Select(p => p.InstalmentId).Distinct()];
    }

    /// <summary>
    /// After a revision: receipts that the superseded flow's rows had made and that current rows do not tell of any more, or not
    /// alike, are taken away with all they did. What is still told, by this flow or by others, is settled anew.
    /// </summary>
    /// <returns>The instalments whose state may be another one now.</returns>
    public async Task<IReadOnlyList<Guid>> ReviseAsync(Guid superseded, CancellationToken ct)
    {
        var gone = await withdrawals.WithdrawAsync(superseded, ct);
        if (gone.Count == 0)
            return [];
        Guid[] instalments = [.. gone.Select(g => g.InstalmentId).Distinct()];
        await SettleAsync(flow: null, ct, instalments);
        await withdrawals.CoverAsync(gone, ct);
        return instalments;
    }

    private async Task<List<ReportedPayment>> WriteAsync(List<ReportedPayment> payments, CancellationToken ct)
    {
        var written = await reported.InsertAsync([.. payments.Where(p => p.IsNew).Select(p => p.ToRecord(session.Organization))], ct);
        payments = payments.FindAll(p => !p.IsNew || written.Contains(p.Receipt));
        await reported.StartAnewAsync([.. payments.Where(p => p.IsToldAgain).Select(p => (p.Receipt, p.PaidAt))], ct);
        await reported.AddTransfersAsync(
            [.. payments.Where(p => !p.IsNew).Select(p => (p.Receipt, (IReadOnlyList<ReceiptRecordTransfer>)p.Added, p.Classification))],
            ct
        );
        await ledger.PostAsync(
            [
                .. payments.SelectMany(
                    p => p.Postings(),
                    (p, posting) => (posting, new PostingSubject(p.PositionId, p.InstalmentId, Reference: Ids.Receipt(p.Receipt)))
                ),
            ],
            ct
        );
        return payments;
    }

    private Task EmitAsync(List<ReportedPayment> paid, CancellationToken ct) =>
        events.EmitAsync([.. paid.Select(p => (p.PositionId, (Func<PositionFacts, PositionEvent?>)(now => Told(now, p))))], ct);

    private static PositionEvent Told(PositionFacts position, ReportedPayment payment)
    {
        var receipt = Ids.Receipt(payment.Receipt);
        return !payment.IsMain || payment.IsOfVoidOption ? new PositionPaidTwice(position, payment.NoticeNumber, receipt)
            : position.State == PositionState.PartiallyPaid
                ? new PositionPartiallyPaid(position, PaidBy.Rendicontazione, payment.NoticeNumber, receipt, payment.PaidAt)
            : new PositionPaid(position, PaidBy.Rendicontazione, payment.NoticeNumber, receipt, payment.PaidAt);
    }
}
