using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Payments that their PSPs took back. What such a payment did is undone: a debt that it paid is open again, or another payment
/// of it takes its place; nothing of it is owed back to the payer any more, and what was assigned of it pays nothing. Computed
/// from the current rows, never from what has just come, so a revision that drops the revocation gives the payment back.
/// </summary>
public sealed class RevocationWriter(
    TenantSession session,
    PaymentReversalWriter reversals,
    PartRevocationWriter parts,
    CreditCoverWriter cover,
    GivenBackWriter givenBack,
    InstalmentMarkWriter marks,
    AccertamentoChanges changes,
    ReceiptEventWriter events,
    TimeProvider clock
)
{
    /// <summary>Of all payments that a revocation names.</summary>
    public Task RefreshAllAsync(CancellationToken ct) => RefreshNamedAsync(iurs: null, ct);

    /// <summary>Of the payments of these identifiers. Every receipt asks, and hardly one was revoked before it came.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<string> iurs, CancellationToken ct)
    {
        var revoked = await session.QueryAsync(
            """
            SELECT DISTINCT iur FROM door.rendicontazione_rows WHERE organization_id = $1 AND iur = ANY ($2)
                AND outcome_code = 3
            """,
            r => r.GetString(0),
            ct,
            session.Organization,
            iurs.ToArray()
        );
        if (revoked.Count > 0)
            await RefreshNamedAsync([.. revoked], ct);
    }

    /// <summary>Of the payments that these flows tell of, or told of before they were superseded.</summary>
    public async Task RefreshFlowsAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct)
    {
        var revoked = await session.QueryAsync(
            """
            SELECT DISTINCT w.iur FROM door.rendicontazione_rows w
            WHERE w.organization_id = $1 AND w.rendicontazione_id = ANY ($2) AND EXISTS (
                SELECT FROM door.rendicontazione_rows v
                WHERE v.organization_id = $1 AND v.iur = w.iur AND v.outcome_code = 3 OFFSET 0)
            """,
            r => r.GetString(0),
            ct,
            session.Organization,
            flows.ToArray()
        );
        if (revoked.Count > 0)
            await RefreshNamedAsync([.. revoked], ct);
    }

    private async Task RefreshNamedAsync(string[]? iurs, CancellationToken ct)
    {
        await RefreshWholeAsync(iurs, ct);
        foreach (var receipt in await parts.RefreshAsync(iurs, ct))
        {
            await cover.CoverAsync(receipt, ct);
            await givenBack.RefreshAsync(receipt, ct);
        }
    }

    private async Task RefreshWholeAsync(string[]? iurs, CancellationToken ct)
    {
        if (await ChangedAsync(iurs, ct) is not { Count: > 0 } found)
            return;
        // A refund of this moment ends first, and is seen below.
        Guid[] named = [.. found.Select(f => f.Payment.ReceiptRecordId)];
        await session.ExecuteAsync(
            """
            SELECT 1 FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2) ORDER BY receipt_record_id FOR UPDATE
            """,
            ct,
            session.Organization,
            named
        );
        await session.ExecuteAsync(
            """
            SELECT 1 FROM door.positions WHERE organization_id = $1 AND position_id IN (
                SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2))
                    ORDER BY position_id FOR UPDATE
            """,
            ct,
            session.Organization,
            named
        );
        var changed = (await ChangedAsync(iurs, ct)).FindAll(c => named.Contains(c.Payment.ReceiptRecordId));
        foreach (var change in changed)
            await (change.IsRevoked ? RevokeAsync(change, ct) : RestoreAsync(change, ct));
        Guid[] debts = [.. changed.Select(c => c.Instalment).OfType<Guid>().Distinct()];
        await changes.NoteAsync(debts, ct);
        await marks.RefreshAsync(debts, ct);
        foreach (var change in changed)
            await events.EmitAsync(
                change.Payment.ReceiptRecordId,
                r => change.IsRevoked ? new ReceiptRevoked(r) : new ReceiptRevocationWithdrawn(r),
                ct
            );
    }

    private async Task RevokeAsync(Change change, CancellationToken ct)
    {
        await SetRevokedAsync(change.Payment.ReceiptRecordId, clock.GetUtcNow(), ct);
        await reversals.TakeBackAsync(change.Payment.ReceiptRecordId, change.Instalment, ct);
        await cover.CoverAsync(change.Payment.ReceiptRecordId, ct);
    }

    private async Task RestoreAsync(Change change, CancellationToken ct)
    {
        await SetRevokedAsync(change.Payment.ReceiptRecordId, null, ct);
        await reversals.ApplyAnewAsync(change.Payment, ct);
    }

    private Task SetRevokedAsync(Guid receipt, DateTimeOffset? at, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE receipts SET revoked_at = $3 WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            receipt,
            at
        );

    /// <summary>Those that are revoked and do not say so, and those that say so and are not.</summary>
    private Task<List<Change>> ChangedAsync(string[]? iurs, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT c.receipt_record_id, c.notice_number, o.own, o.others, c.paid_at, c.primary_organization = $1, c.instalment_id,
                t.is_revoked
            {RevokedSql.Named}
            WHERE {(
                iurs is null ? "" : "n.iur = ANY ($2) AND "
            )}t.is_revoked <> (c.revoked_at IS NOT NULL) ORDER BY c.receipt_record_id
            """,
            r => new Change(
                new(
                    r.GetGuid(0),
                    r.GetString(1),
                    new Shares(r.GetInt64(2), r.GetInt64(3)),
                    r.GetFieldValue<DateTimeOffset>(4),
                    r.GetBoolean(5)
                ),
                r.IsDBNull(6) ? null : r.GetGuid(6),
                r.GetBoolean(7)
            ),
            ct,
            iurs is null ? [session.Organization] : [session.Organization, iurs]
        );

    private sealed record Change(ReceivedPayment Payment, Guid? Instalment, bool IsRevoked);
}
