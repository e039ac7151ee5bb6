using FluentValidation;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record PayerCreditUseWithdrawal
{
    public required string CreditUseId { get; init; }
    public required string Reason { get; init; }
}

public sealed class PayerCreditUseWithdrawalValidator : AbstractValidator<PayerCreditUseWithdrawal>
{
    public PayerCreditUseWithdrawalValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

/// <summary>
/// A refund that was none or came back, an assignment or a claim that was a mistake: the entries are made the other way round, and
/// everything that follows from what is owed back is computed anew.
/// </summary>
public sealed class WithdrawPayerCreditUseHandler(
    TenantSession session,
    PayerCreditSourceWriter sources,
    CreditCoverWriter cover,
    GivenBackWriter givenBack,
    PaymentReversalWriter reversals,
    InstalmentMarkWriter marks,
    LedgerWriter ledger,
    ReadReceiptHandler read,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<ReceiptModel>> RunAsync(string receipt, PayerCreditUseWithdrawal input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ReceiptRow.NotFound(receipt);
        if (
            !PublicId.TryParse(input.CreditUseId, PayerCreditQueries.UsePrefix, out var id)
            || await FindAsync(source.Id, id, ct) is not { } use
        )
            return ApiError.Invalid(
                new FieldError("creditUseId", "credit-use-not-found", PayerCreditTexts.NoSuchUse, PayerCreditTexts.UseListed)
            );
        if (!use.IsWithdrawn)
        {
            await WithdrawAsync(source, id, use, input.Reason, ct);
            await reversals.ReapplyAsync(source.Id, ct);
            await marks.RefreshAsync(source.InstalmentId is { } instalment ? [instalment] : [], ct);
        }
        return await read.RunAsync(receipt, ct);
    }

    private async Task WithdrawAsync(PayerCreditSource source, Guid id, Use use, string reason, CancellationToken ct)
    {
        if (use.Kind == PayerCreditUseKind.Assigned)
        {
            await cover.WithdrawAsync(source.Id, id, reason, ct);
            return;
        }
        var isRefund = use.Kind == PayerCreditUseKind.Refunded;
        await ledger.PostAsync(
            PostingRules.Undo(isRefund ? PostingRules.RefundCredit(use.Cents) : PostingRules.ClaimCredit(use.Cents)),
            source.Subject,
            ct
        );
        await session.ExecuteAsync(
            """
            UPDATE payer_credit_uses SET withdrawn_at = $3, withdrawal_reason = $4 WHERE organization_id = $1 AND use_id = $2
            """,
            ct,
            session.Organization,
            id,
            clock.GetUtcNow(),
            reason
        );
        await sources.MarkUsedAsync(source.Id, source.StandingCents + (isRefund ? use.Cents : -use.Cents) <= 0, ct);
        await givenBack.RefreshAsync(source.Id, ct);
        // What a claim had made good may be needed for what was assigned since.
        await cover.CoverAsync(source.Id, ct);
        await events.EmitAsync(
            source.Id,
            r => isRefund ? new ReceiptCreditRefundWithdrawn(r, use.Cents, reason) : new ReceiptCreditClaimWithdrawn(r, use.Cents, reason),
            ct
        );
    }

    private async Task<Use?> FindAsync(Guid receipt, Guid use, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT kind, amount_cents, withdrawn_at IS NOT NULL FROM payer_credit_uses
            WHERE organization_id = $1 AND use_id = $2 AND receipt_record_id = $3
            """,
            r => new Use(StateText.Parse<PayerCreditUseKind>(r.GetString(0)), r.GetInt64(1), r.GetBoolean(2)),
            ct,
            session.Organization,
            use,
            receipt
        );
        return found.Count == 0 ? null : found[0];
    }

    private sealed record Use(PayerCreditUseKind Kind, long Cents, bool IsWithdrawn);
}
