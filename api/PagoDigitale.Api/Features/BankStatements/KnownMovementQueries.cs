using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>What is new in the staged lines, and what another statement brought already.</summary>
public sealed record SortedLines(
    int News,
    int Duplicates,
    int PagoPa,
    long CreditsCents,
    long DebitsCents,
    long PagoPaCents,
    IReadOnlyList<DuplicateLine> DuplicateLines
);

/// <summary>
/// Tells staged lines that are new from those already there, as one multiset from another: the third of three equal lines is
/// new when there were two. Equal are day, amount and text; a provvisorio counts where both have one, and is taken over from
/// a later export that has it. Equal lines of two accounts are two movements; where an account is not named, the line may be
/// of any.
/// </summary>
public sealed class KnownMovementQueries(TenantSession session)
{
    private const int LinesListedMax = 100;

    public async Task<SortedLines> SortAsync(string? accountIban, CancellationToken ct)
    {
        var isOfAccount = accountIban is null ? "" : "AND (s.account_iban IS NULL OR s.account_iban = $2)";
        await session.CreateTemporaryTableAsync(
            "known_lines",
            $"""
            WITH fresh AS (
                SELECT line_number, content_key, provvisorio,
                    row_number() OVER (PARTITION BY content_key, provvisorio ORDER BY line_number) AS place FROM staged_lines),
            there AS (
                SELECT m.movement_id, m.content_key, m.provvisorio,
                    row_number() OVER (PARTITION BY m.content_key, m.provvisorio ORDER BY m.movement_id) AS place
                FROM (SELECT DISTINCT content_key FROM staged_lines) k
                CROSS JOIN LATERAL (
                    -- OFFSET: each line is looked up, whatever there is besides; joined freely, all movements are walked in the order of
                    -- the key.
                    SELECT * FROM bank_movements b WHERE b.organization_id = $1 AND b.content_key = k.content_key OFFSET 0) m
                JOIN bank_statements s ON s.organization_id = $1 AND s.statement_id = m.statement_id {isOfAccount}),
            same AS (SELECT f.line_number, t.movement_id FROM fresh f JOIN there t USING (content_key, provvisorio, place)),
            named AS (
                SELECT f.*, row_number() OVER (PARTITION BY content_key ORDER BY line_number) AS rest FROM fresh f
                WHERE provvisorio IS NOT NULL AND NOT EXISTS (SELECT FROM same WHERE same.line_number = f.line_number)),
            nameless AS (SELECT t.*, row_number() OVER (PARTITION BY content_key ORDER BY movement_id) AS rest FROM there t
                WHERE provvisorio IS NULL),
            completed AS (SELECT n.line_number, t.movement_id FROM named n JOIN nameless t USING (content_key, rest)),
            bare AS (SELECT f.*, row_number() OVER (PARTITION BY content_key ORDER BY line_number) AS rest FROM fresh f
                WHERE provvisorio IS NULL),
            left_over AS (
                SELECT t.*, row_number() OVER (PARTITION BY content_key ORDER BY provvisorio IS NOT NULL, movement_id) AS rest FROM there t
                WHERE NOT EXISTS (SELECT FROM same WHERE same.movement_id = t.movement_id) AND NOT EXISTS (SELECT FROM completed
                    WHERE completed.movement_id = t.movement_id))
            SELECT * FROM same UNION ALL SELECT * FROM completed UNION ALL SELECT b.line_number, t.movement_id FROM bare b
                JOIN left_over t USING (content_key, rest)
            """,
            ct,
            accountIban is null ? [session.Organization] : [session.Organization, accountIban]
        );
        await session.ExecuteAsync("ANALYZE known_lines", ct);
        var duplicates = await session.QueryAsync(
            $"""
            SELECT k.line_number, k.movement_id, m.statement_id, m.line_number FROM known_lines k
            JOIN bank_movements m ON m.organization_id = $1 AND m.movement_id = k.movement_id ORDER BY k.line_number LIMIT {LinesListedMax}
            """,
            r => new DuplicateLine
            {
                LineNumber = r.GetInt32(0),
                MovementId = PublicId.Format("mov", r.GetGuid(1)),
                StatementId = PublicId.Format("bst", r.GetGuid(2)),
                StatementLineNumber = r.GetInt32(3),
            },
            ct,
            session.Organization
        );
        return (
            await session.QueryAsync(
                """
                SELECT count(*) FILTER (WHERE k.line_number IS NULL)::int, count(k.line_number)::int,
                    (count(*) FILTER (WHERE k.line_number IS NULL AND s.is_pago_pa))::int,
                    coalesce(sum(s.amount_cents) FILTER (WHERE k.line_number IS NULL AND s.amount_cents > 0), 0)::bigint,
                    coalesce(-sum(s.amount_cents) FILTER (WHERE k.line_number IS NULL AND s.amount_cents < 0), 0)::bigint,
                    coalesce(sum(s.amount_cents) FILTER (WHERE k.line_number IS NULL AND s.amount_cents > 0 AND s.is_pago_pa), 0)::bigint
                FROM staged_lines s LEFT JOIN known_lines k USING (line_number)
                """,
                r => new SortedLines(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), duplicates),
                ct
            )
        ).Single();
    }
}
