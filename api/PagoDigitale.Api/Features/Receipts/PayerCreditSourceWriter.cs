using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <param name="StandingCents">Owed back; negative where more was used than is owed.</param>
public sealed record PayerCreditSource(Guid Id, string Iur, DateTimeOffset PaidAt, Guid? PositionId, Guid? InstalmentId, long StandingCents)
{
    public long CreditCents => Math.Max(0, StandingCents);

    public PostingSubject Subject => new(PositionId, InstalmentId, Reference: PublicId.Format(ReceiptRow.Prefix, Id));
}

/// <summary>The receipt's row is locked, so that one credit is not used twice at one moment.</summary>
public sealed class PayerCreditSourceWriter(TenantSession session, PayerCreditQueries credits)
{
    public async Task<PayerCreditSource?> LockAsync(string receipt, CancellationToken ct)
    {
        if (!PublicId.TryParse(receipt, ReceiptRow.Prefix, out var id))
            return null;
        var found = await session.QueryAsync(
            """
            SELECT iur, paid_at, position_id, instalment_id
            FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2 FOR UPDATE
            """,
            r => new PayerCreditSource(
                id,
                r.GetString(0),
                r.GetFieldValue<DateTimeOffset>(1),
                r.IsDBNull(2) ? null : r.GetGuid(2),
                r.IsDBNull(3) ? null : r.GetGuid(3),
                0
            ),
            ct,
            session.Organization,
            id
        );
        return found.Count == 0 ? null : found[0] with { StandingCents = (await credits.StandingAsync([id], ct)).GetValueOrDefault(id) };
    }

    /// <summary>Nothing is owed back any more because of what was used, or something is again.</summary>
    public Task MarkUsedAsync(Guid receipt, bool isUsed, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE receipts SET is_credit_used = $3 WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            receipt,
            isUsed
        );
}
