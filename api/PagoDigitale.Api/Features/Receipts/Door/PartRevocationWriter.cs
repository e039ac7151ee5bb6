using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Payments of which their PSPs took back a part. What is left pays the debt first, so what is owed back to the payer gets less by
/// the part: money that is not there any more cannot be refunded or assigned. Computed from the current rows, as
/// <see cref="RevocationWriter"/> does, and posted as the difference to what stands.
/// </summary>
public sealed class PartRevocationWriter(TenantSession session, LedgerWriter ledger)
{
    /// <summary>$1 organization; n are payments that a revocation names, c their receipts.</summary>
    private static string Changed(string narrowed) =>
        $"""
            SELECT c.receipt_record_id, c.position_id, c.instalment_id, w.cents::bigint
            FROM (SELECT DISTINCT iur, iuv FROM door.rendicontazione_rows WHERE organization_id = $1 AND outcome_code = 3) n
            JOIN receipts c ON c.organization_id = $1 AND c.iur = n.iur AND c.iuv = n.iuv AND c.revoked_at IS NULL
            CROSS JOIN LATERAL (SELECT * FROM ({PayerCreditSql.Owed}) o WHERE o.receipt_record_id = c.receipt_record_id OFFSET 0) w
            {narrowed}
            """;

    /// <param name="iurs">Only payments of these identifiers; null for all that a revocation names.</param>
    /// <returns>The receipts of which another amount is owed back now.</returns>
    public async Task<IReadOnlyList<Guid>> RefreshAsync(string[]? iurs, CancellationToken ct)
    {
        var found = await ChangedAsync(iurs, null, ct);
        if (found.Count == 0)
            return [];
        // A refund of this moment ends first, and is seen below.
        await session.ExecuteAsync(
            """
            SELECT 1 FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2) ORDER BY receipt_record_id FOR UPDATE
            """,
            ct,
            session.Organization,
            found.Select(f => f.Receipt).ToArray()
        );
        return await PostAsync(await ChangedAsync(iurs, null, ct), ct);
    }

    /// <summary>Of a receipt that was just applied to another debt, and is locked.</summary>
    public async Task RefreshAsync(Guid receipt, CancellationToken ct) => await PostAsync(await ChangedAsync(null, receipt, ct), ct);

    private async Task<IReadOnlyList<Guid>> PostAsync(List<Change> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
            return [];
        await ledger.PostAsync(
            [
                .. changes.SelectMany(
                    c => PostingRules.TakeCreditBack(c.StandingCents - c.OwedCents),
                    (c, p) => (p, new PostingSubject(c.Position, c.Instalment, Reference: Ids.Receipt(c.Receipt)))
                ),
            ],
            ct
        );
        Guid[] receipts = [.. changes.Select(c => c.Receipt)];
        await session.ExecuteAsync(
            $"""
            UPDATE receipts c SET is_credit_used = n.owed <= u.cents
            FROM unnest($2::uuid[], $3::bigint[]) AS n(receipt_record_id, owed) JOIN ({PayerCreditSql.Used}) u USING (receipt_record_id)
            WHERE c.organization_id = $1 AND c.receipt_record_id = n.receipt_record_id
            """,
            ct,
            session.Organization,
            receipts,
            changes.Select(c => c.OwedCents).ToArray()
        );
        return receipts;
    }

    private async Task<List<Change>> ChangedAsync(string[]? iurs, Guid? receipt, CancellationToken ct)
    {
        var (narrowed, values) =
            receipt is { } one ? ("WHERE c.receipt_record_id = $2", new object[] { session.Organization, one })
            : iurs is not null ? ("WHERE n.iur = ANY ($2)", [session.Organization, iurs])
            : ("", [session.Organization]);
        var owed = await session.QueryAsync(
            Changed(narrowed),
            r => new Change(r.GetGuid(0), r.IsDBNull(1) ? null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetInt64(3), 0),
            ct,
            values
        );
        if (owed.Count == 0)
            return owed;
        var standing = (
            await session.QueryAsync(
                """
                SELECT reference, sum(CASE WHEN credit = 'payer-credits' THEN amount_cents ELSE -amount_cents END)::bigint
                    FROM door.postings
                WHERE organization_id = $1 AND reference = ANY ($2) AND kind = 'paid' AND 'payer-credits' IN (debit, credit)
                    GROUP BY reference
                """,
                r => (Reference: r.GetString(0), Cents: r.GetInt64(1)),
                ct,
                session.Organization,
                owed.Select(o => Ids.Receipt(o.Receipt)).ToArray()
            )
        ).ToDictionary(s => s.Reference, s => s.Cents);
        return
        [
            .. owed.Select(o => o with { StandingCents = standing.GetValueOrDefault(Ids.Receipt(o.Receipt)) })
                .Where(o => o.StandingCents != o.OwedCents),
        ];
    }

    private sealed record Change(Guid Receipt, Guid? Position, Guid? Instalment, long OwedCents, long StandingCents);
}
