using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>
/// Payments that their PSPs took back. What such a payment did is undone: a debt that it paid is open again, or another payment
/// of it takes its place; nothing of it is owed back to the payer any more, and what was assigned of it pays nothing. Computed
/// from the current rows, never from what has just come, so a revision that drops the revocation gives the payment back.
/// </summary>
public sealed class RevocationWriter(
    TenantSession session, PaymentReversalWriter reversals, PartRevocationWriter parts, CreditCoverWriter cover, GivenBackWriter givenBack,
    InstalmentMarkWriter marks, EventLog events, TimeProvider clock)
{
    /// <param name="receiptId">Only payments of this identifier; null for all that a revocation names.</param>
    public async Task RefreshAsync(string? receiptId, CancellationToken ct)
    {
        // Every receipt asks, and hardly one was revoked before it came.
        if (receiptId is not null && !await session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM rendicontazione_rows WHERE organization_id = $1 AND receipt_id = $2 AND outcome_code = 3)", ct,
            session.Organization, receiptId))
            return;
        await RefreshWholeAsync(receiptId, ct);
        foreach (var receipt in await parts.RefreshAsync(receiptId, ct))
        {
            await cover.CoverAsync(receipt, ct);
            await givenBack.RefreshAsync(receipt, ct);
        }
    }

    private async Task RefreshWholeAsync(string? receiptId, CancellationToken ct)
    {
        if (await ChangedAsync(receiptId, ct) is not { Count: > 0 } found)
            return;
        // A refund of this moment ends first, and is seen below.
        Guid[] named = [.. found.Select(f => f.Payment.ReceiptRecordId)];
        await session.ExecuteAsync("""
            SELECT 1 FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2) ORDER BY receipt_record_id FOR UPDATE
            """, ct, session.Organization, named);
        await session.ExecuteAsync("""
            SELECT 1 FROM positions WHERE organization_id = $1 AND position_id IN (
                SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2)) ORDER BY position_id FOR UPDATE
            """, ct, session.Organization, named);
        var changed = (await ChangedAsync(receiptId, ct)).FindAll(c => named.Contains(c.Payment.ReceiptRecordId));
        foreach (var change in changed)
            await (change.IsRevoked ? RevokeAsync(change, ct) : RestoreAsync(change, ct));
        await marks.RefreshAsync([.. changed.Select(c => c.Instalment).OfType<Guid>().Distinct()], ct);
    }

    private async Task RevokeAsync(Change change, CancellationToken ct)
    {
        await SetRevokedAsync(change.Payment.ReceiptRecordId, clock.GetUtcNow(), ct);
        await reversals.TakeBackAsync(change.Payment.ReceiptRecordId, change.Instalment, ct);
        await cover.CoverAsync(change.Payment.ReceiptRecordId, ct);
        await TellAsync("receipt.revoked", change, ct);
    }

    private async Task RestoreAsync(Change change, CancellationToken ct)
    {
        await SetRevokedAsync(change.Payment.ReceiptRecordId, null, ct);
        await reversals.ApplyAnewAsync(change.Payment, ct);
        await TellAsync("receipt.revocation-withdrawn", change, ct);
    }

    private Task SetRevokedAsync(Guid receipt, DateTimeOffset? at, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE receipts SET revoked_at = $3 WHERE organization_id = $1 AND receipt_record_id = $2", ct, session.Organization, receipt, at);

    private Task TellAsync(string type, Change change, CancellationToken ct) => events.EmitAsync(
        type, "receipt", Ids.Receipt(change.Payment.ReceiptRecordId),
        new { noticeNumber = change.Payment.NoticeNumber, amountCents = change.Payment.Received.OwnCents }, ct);

    /// <summary>Those that are revoked and do not say so, and those that say so and are not.</summary>
    private Task<List<Change>> ChangedAsync(string? receiptId, CancellationToken ct) => session.QueryAsync($"""
        SELECT c.receipt_record_id, c.notice_number, o.own, o.others, c.paid_at, c.primary_organization = $1, c.instalment_id, t.is_revoked
        {RevokedSql.Named}
        WHERE ($2::text IS NULL OR n.receipt_id = $2) AND t.is_revoked <> (c.revoked_at IS NOT NULL) ORDER BY c.receipt_record_id
        """, r => new Change(
            new(r.GetGuid(0), r.GetString(1), new Shares(r.GetInt64(2), r.GetInt64(3)), r.GetFieldValue<DateTimeOffset>(4), r.GetBoolean(5)),
            r.IsDBNull(6) ? null : r.GetGuid(6), r.GetBoolean(7)), ct, session.Organization, receiptId);

    private sealed record Change(ReceivedPayment Payment, Guid? Instalment, bool IsRevoked);
}
