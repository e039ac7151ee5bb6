using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
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
/// Appends postings in the transaction of the change they tell of; nobody else does. The postings themselves come from
/// <see cref="PostingRules"/>, also those of sets of thousands, of which SQL says the amounts.
/// </summary>
public sealed class LedgerWriter(TenantSession session, TimeProvider clock)
{
    /// <summary>
    /// Ends every statement that posts: what the balances do not have yet (decision 0028). In the same statement, so that no receipt
    /// pays another round trip, and only added to, so that nobody waits for who posts at the same time.
    /// </summary>
    private const string Noted = """
            RETURNING posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference)
        INSERT INTO posting_tail (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id,
            reference)
        SELECT $1, posted.* FROM posted
        """;

    public Task PostAsync(IReadOnlyList<Posting> postings, PostingSubject subject, CancellationToken ct) =>
        PostAsync([.. postings.Select(p => (p, subject))], ct);

    public async Task PostAsync(IReadOnlyList<(Posting Posting, PostingSubject Subject)> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return;
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            $"""
            WITH posted AS (
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents,
                position_id, instalment_id, transfer_index, reference)
            SELECT $1, id, $2, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference
            FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                    $8::uuid[], $9::uuid[], $10::smallint[], $11::text[])
                AS n(id, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference)
            {Noted}
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

    /// <summary>A set that SQL finds: the same posting for each row, the other way round where the amount is negative.</summary>
    /// <param name="rule">What <see cref="PostingRules"/> has for one of them, whatever its amount.</param>
    /// <param name="select">
    /// A query of <c>place</c> (their order), <c>cents</c> (not zero), <c>position_id</c>, <c>instalment_id</c>,
    /// <c>transfer_index</c>. $1 is the organization, the <paramref name="values"/> follow.
    /// </param>
    public Task PostSelectedAsync(Posting rule, string reference, string select, CancellationToken ct, params object?[] values)
    {
        var now = clock.GetUtcNow();
        var first = values.Length + 2;
        var (prefix, at, kind, debit, credit, subject) = (first, first + 1, first + 2, first + 3, first + 4, first + 5);
        return session.ExecuteAsync(
            $"""
            WITH posted AS (
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents,
                position_id, instalment_id, transfer_index, reference)
            SELECT $1, {UuidSeries.Sql($"${prefix}", "row_number() OVER (ORDER BY s.place)")}, ${at}, ${kind},
                CASE WHEN s.cents > 0 THEN ${debit} ELSE ${credit} END, CASE WHEN s.cents > 0 THEN ${credit} ELSE ${debit} END,
                abs(s.cents), s.position_id, s.instalment_id, s.transfer_index, ${subject}
            FROM ({select}) s
            {Noted}
            """,
            ct,
            [session.Organization, .. values, UuidSeries.Prefix(now), now, Text(rule.Kind), Text(rule.Debit), Text(rule.Credit), reference]
        );
    }

    /// <summary>What was posted is undone by the same postings the other way round: the ledger is never rewritten.</summary>
    public Task ReverseAsync(string reference, PostingKind kind, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return session.ExecuteAsync(
            $"""
            WITH posted AS (
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents,
                position_id, instalment_id, transfer_index, reference)
            SELECT $1, {UuidSeries.Sql("$2", "row_number() OVER (ORDER BY posting_id)")}, $3, kind, credit, debit, amount_cents,
                position_id, instalment_id, transfer_index, reference
            FROM postings WHERE organization_id = $1 AND reference = $4 AND kind = $5
            {Noted}
            """,
            ct,
            session.Organization,
            UuidSeries.Prefix(now),
            now,
            reference,
            Text(kind)
        );
    }

    public static string Text(LedgerAccount account) => StateText.Of(account);

    public static string Text(PostingKind kind) => StateText.Of(kind);
}
