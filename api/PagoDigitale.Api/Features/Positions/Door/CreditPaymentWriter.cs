using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>What a receipt owes back to its payer.</summary>
public sealed record PayerCredit(Guid ReceiptRecordId, string ReceiptId, DateTimeOffset PaidAt, long CreditCents);

public sealed record CreditPayment(Guid InstalmentId, Guid ReceiptRecordId, long AmountCents);

/// <summary>Pays a notice with a credit. It is the organization's decision, so it can be refused; a notice is paid as a whole.</summary>
public sealed class CreditPaymentWriter(
    TenantSession session,
    PositionQueries queries,
    PositionStateWriter states,
    LedgerWriter ledger,
    PaymentWriter payments,
    ReceiptWriter receipts,
    TimeProvider clock
)
{
    public async Task<Outcome<CreditPayment>> PayAsync(string noticeNumber, PayerCredit credit, string reason, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT position_id FROM instalments WHERE organization_id = $1 AND notice_number = $2",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            noticeNumber
        );
        if (found.Count == 0)
            return ApiError.Invalid(
                new FieldError(
                    "noticeNumber",
                    "notice-unknown",
                    "is not a notice of this organization",
                    "Use the number of one of its notices that is open."
                )
            );
        var position = (await queries.LockAsync(found[0], ct))!;
        var instalment = position.Instalments.Single(i => i.NoticeNumber == noticeNumber);
        if (!InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.PayOutsideNode).IsMoved)
            return DeclaredPayment.NotPayable(instalment);
        if (instalment.Shares.OthersCents > 0)
            return ApiError.Conflict(
                "notice-of-several",
                "The notice is not wholly the organization's own",
                $"Notice {noticeNumber} has shares of other organizations: refund the payer instead."
            );
        if (instalment.AmountCents > credit.CreditCents)
            return TooLow(credit.CreditCents, instalment.AmountCents);
        return await WriteAsync(position, instalment, credit, reason, ct);
    }

    public static ApiError TooLow(long creditCents, long wantedCents) =>
        ApiError.Conflict(
            "credit-too-low",
            "Less is owed back",
            $"{EuroCents.ToItalian(wantedCents)} euro are asked for and {EuroCents.ToItalian(creditCents)} euro are owed back to the payer of this receipt."
        );

    private async Task<CreditPayment> WriteAsync(
        Position position,
        Instalment instalment,
        PayerCredit credit,
        string reason,
        CancellationToken ct
    )
    {
        var receipt = Guid.CreateVersion7(clock.GetUtcNow());
        await receipts.InsertAsync(
            DeclaredPayment.Receipt(position, instalment, receipt, "assigned", ("payer-credit", "Payer credit"), credit.PaidAt) with
            {
                PaymentNote = reason,
                PaymentReference = credit.ReceiptId,
                Classification = ReceiptClassification.Regular,
            },
            ct
        );
        await session.ExecuteAsync(
            """
            UPDATE instalments SET state = 'paid', paid_at = $3, paid_cents = amount_cents, receipt_record_id = $4, payment_in_progress_until = NULL WHERE organization_id = $1 AND instalment_id = $2
            """,
            ct,
            session.Organization,
            instalment.InstalmentId,
            credit.PaidAt,
            receipt
        );
        await ledger.PostAsync(
            PostingRules.AssignCredit(instalment.AmountCents),
            new(position.PositionId, instalment.InstalmentId, Reference: Ids.Receipt(credit.ReceiptRecordId)),
            ct
        );
        await states.RecomputeAsync([position.PositionId], ct);
        await payments.EmitPaidAsync(position.PositionId, instalment.NoticeNumber, receipt, ct);
        return new(instalment.InstalmentId, receipt, instalment.AmountCents);
    }
}
