using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
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

    private static readonly SqlText _ofAnyAccount = Known("");
    private static readonly SqlText _ofAccount = Known("AND (s.account_iban IS NULL OR s.account_iban = $2)");

    public async Task<SortedLines> SortAsync(string? accountIban, CancellationToken ct)
    {
        await session.CreateTemporaryTableAsync(
            "known_lines",
            accountIban is null ? _ofAnyAccount : _ofAccount,
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

    private static SqlText Known(string account) => SqlText.Statement(typeof(KnownMovementQueries), "KnownLines.sql", ("account", account));
}
