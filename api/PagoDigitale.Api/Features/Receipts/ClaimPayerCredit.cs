using FluentValidation;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.Money;
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

    /// <summary>Locked, so that two claims do not share one notice.</summary>
    private async Task<Notice?> NoticeAsync(string number, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            SELECT 1 FROM door.instalments WHERE organization_id = $1 AND notice_number = $2 FOR UPDATE
            """,
            ct,
            session.Organization,
            number
        );
        var found = await session.QueryAsync(
            """
            SELECT i.instalment_id, NOT i.is_released AND i.state <> 'draft',
                coalesce((SELECT sum(t.amount_cents) FROM door.transfers t
                    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1), 0)::bigint,
                coalesce((SELECT sum(u.amount_cents) FROM payer_credit_uses u
                    WHERE u.organization_id = $1 AND u.instalment_id = i.instalment_id AND u.kind = 'claimed'
                      AND u.withdrawn_at IS NULL), 0)::bigint
            FROM door.instalments i WHERE i.organization_id = $1 AND i.notice_number = $2
            """,
            r => new Notice(r.GetGuid(0), r.GetBoolean(1), r.GetInt64(2), r.GetInt64(3)),
            ct,
            session.Organization,
            number
        );
        return found.Count == 0 ? null : found[0];
    }

    private sealed record Notice(Guid InstalmentId, bool IsOwed, long OwnCents, long ClaimedCents)
    {
        public long FreeCents => OwnCents - ClaimedCents;
    }
}
