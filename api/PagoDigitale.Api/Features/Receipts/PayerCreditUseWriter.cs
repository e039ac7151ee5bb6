using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>Records what leaves the payer's credits; a credit that is used up is nobody's business any more.</summary>
public sealed class PayerCreditUseWriter(
    TenantSession session,
    PayerCreditSourceWriter sources,
    GivenBackWriter givenBack,
    TimeProvider clock
)
{
    public async Task RecordAsync(
        PayerCreditSource source,
        string kind,
        long cents,
        Guid? instalment,
        Guid? receipt,
        DateOnly? day,
        string reason,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO payer_credit_uses (organization_id, use_id, receipt_record_id, kind, amount_cents, instalment_id, assigned_receipt,
                refunded_on, reason, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            ct,
            session.Organization,
            Guid.CreateVersion7(now),
            source.Id,
            kind,
            cents,
            instalment,
            receipt,
            day,
            reason,
            now
        );
        await CloseAsync(source, cents, ct);
    }

    public async Task CloseAsync(PayerCreditSource source, long cents, CancellationToken ct)
    {
        var isUsed = cents >= source.CreditCents;
        await sources.MarkUsedAsync(source.Id, isUsed, ct);
        if (isUsed)
            await givenBack.RefreshAsync(source.Id, ct);
    }
}
