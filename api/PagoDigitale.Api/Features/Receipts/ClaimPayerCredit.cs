using FluentValidation;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record PayerCreditClaim
{
    public required string NoticeNumber { get; init; }
    public required string Reason { get; init; }
}

public sealed class PayerCreditClaimValidator : AbstractValidator<PayerCreditClaim>
{
    public PayerCreditClaimValidator()
    {
        RuleFor(x => x.NoticeNumber).MustBeNoticeNumber(PayerCreditTexts.GiveNoticeThatClaims);
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

/// <summary>
/// What was given back beyond what is owed back, which is an open correction case, becomes the business of a notice that asks the
/// payer for it. What becomes of that notice closes or opens no case: unpaid, it is a debt like any other.
/// </summary>
public sealed class ClaimPayerCreditHandler(
    TenantSession session,
    PayerCreditSourceWriter sources,
    LedgerWriter ledger,
    ReadReceiptHandler read,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    private static readonly SqlText _notice = SqlText.Statement(typeof(ClaimPayerCreditHandler), "ClaimingNotice.sql");

    public async Task<Outcome<ReceiptModel>> RunAsync(string receipt, PayerCreditClaim input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ReceiptRow.NotFound(receipt);
        if (await NoticeAsync(input.NoticeNumber, ct) is not { } notice)
            return ApiError.Invalid(
                new FieldError("noticeNumber", "notice-not-found", PayerCreditTexts.NoNotice, PayerCreditTexts.MakePosition)
            );
        var decided = Decide(source, notice, input.NoticeNumber);
        if (decided.Error is { } refusal)
            return refusal;
        var cents = decided.Value;
        await ledger.PostAsync(PostingRules.ClaimCredit(cents), source.Subject, ct);
        await session.ExecuteAsync(
            """
            INSERT INTO payer_credit_uses
                (organization_id, use_id, receipt_record_id, kind, amount_cents, instalment_id, reason, created_at)
            VALUES ($1, $2, $3, 'claimed', $4, $5, $6, $7)
            """,
            ct,
            session.Organization,
            Guid.CreateVersion7(clock.GetUtcNow()),
            source.Id,
            cents,
            notice.InstalmentId,
            input.Reason,
            clock.GetUtcNow()
        );
        await events.EmitAsync(source.Id, r => new ReceiptCreditClaimed(r, cents, input.NoticeNumber, input.Reason), ct);
        return await read.RunAsync(receipt, ct);
    }

    /// <summary>How much of it the notice asks for.</summary>
    private static Outcome<long> Decide(PayerCreditSource source, Notice notice, string noticeNumber)
    {
        if (source.StandingCents >= 0)
            return ApiError.Conflict("nothing-to-claim", PayerCreditTexts.NothingToClaim, PayerCreditTexts.NoCaseToClose);
        if (notice.InstalmentId == source.InstalmentId || !notice.IsOwed)
            return ApiError.Conflict(
                "notice-not-claiming",
                PayerCreditTexts.NotClaiming,
                PayerCreditTexts.NoticeIsNotOwed.With(noticeNumber)
            );
        if (notice.FreeCents <= 0)
            return ApiError.Conflict(
                "notice-claims-already",
                PayerCreditTexts.ClaimsAlready,
                PayerCreditTexts.AllIsClaimed.With(EuroCents.ToItalian(notice.OwnCents), noticeNumber)
            );
        return Math.Min(-source.StandingCents, notice.FreeCents);
    }

    /// <summary>
    /// Its position is locked, so that two claims do not share one debt: of payment options each is the same debt, which may be owed by
    /// another notice than when it was claimed before.
    /// </summary>
    private async Task<Notice?> NoticeAsync(string number, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            SELECT 1 FROM door.positions p JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
            WHERE p.organization_id = $1 AND i.notice_number = $2 FOR UPDATE OF p
            """,
            ct,
            session.Organization,
            number
        );
        var found = await session.QueryAsync(
            _notice,
            r => new Notice(r.GetGuid(0), r.GetBoolean(1), r.GetInt64(2), Math.Min(r.GetInt64(3), r.GetInt64(4))),
            ct,
            session.Organization,
            number
        );
        return found.Count == 0 ? null : found[0];
    }

    /// <param name="FreeCents">What of its own share no claim stands for.</param>
    private sealed record Notice(Guid InstalmentId, bool IsOwed, long OwnCents, long FreeCents);
}
