using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>What a posting belongs to.</summary>
public sealed record PostingSubject(
    Guid? PositionId = null,
    Guid? InstalmentId = null,
    int? TransferIndex = null,
    string? Reference = null
);

/// <summary>
/// Appends postings in the transaction of the change they tell of. The postings themselves come from
/// <see cref="PostingRules"/>; sets of thousands are inserted by SQL with the same texts (see <see cref="Text(LedgerAccount)"/>).
/// </summary>
public sealed class LedgerWriter(TenantSession session, TimeProvider clock)
{
    public Task PostAsync(IReadOnlyList<Posting> postings, PostingSubject subject, CancellationToken ct) =>
        PostAsync([.. postings.Select(p => (p, subject))], ct);

    public async Task PostAsync(IReadOnlyList<(Posting Posting, PostingSubject Subject)> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return;
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, reference)
            SELECT $1, id, $2, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference
            FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::uuid[], $9::uuid[], $10::smallint[], $11::text[])
                AS n(id, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference)
            """,
            ct,
            session.Organization,
            now,
            entries.Select(_ => Guid.CreateVersion7(now)).ToArray(),
            entries.Select(e => Text(e.Posting.Kind)).ToArray(),
            entries.Select(e => Text(e.Posting.Debit)).ToArray(),
            entries.Select(e => Text(e.Posting.Credit)).ToArray(),
            entries.Select(e => e.Posting.AmountCents).ToArray(),
            entries.Select(e => e.Subject.PositionId).ToArray(),
            entries.Select(e => e.Subject.InstalmentId).ToArray(),
            entries.Select(e => (short?)e.Subject.TransferIndex).ToArray(),
            entries.Select(e => e.Subject.Reference).ToArray()
        );
    }

    public static string Text(LedgerAccount account) => StateText.Of(account);

    public static string Text(PostingKind kind) => StateText.Of(kind);
}
