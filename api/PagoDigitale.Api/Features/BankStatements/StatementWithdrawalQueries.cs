using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>What stands in the way of taking a statement back, and what has to be taken off its movements first.</summary>
public sealed class StatementWithdrawalQueries(TenantSession session, IBookedMovements booked)
{
    private const int NamedMax = 5;

    public async Task<ApiError?> RefusalAsync(Guid statement, CancellationToken ct)
    {
        if (await booked.OfStatementAsync(statement, NamedMax, ct) is { Count: > 0 } reversali)
            return ApiError.Conflict(
                "movement-regularised",
                BankStatementsTexts.MovementsRegularised,
                reversali.Exists(r => r.IsFinal)
                    ? BankStatementsTexts.BookedForGood.With(reversali.Where(r => r.IsFinal).Select(r => r.Name))
                    : BankStatementsTexts.MovementsBooked.With(reversali.Select(r => r.Name))
            );
        if (await DecidedAsync(statement, ct) is { Count: > 0 } decided)
            return ApiError.Conflict(
                "movement-decided",
                BankStatementsTexts.MovementsDecided,
                BankStatementsTexts.TakeOutFirst.With(decided)
            );
        return await RepeatedAsync(statement, ct) is { Count: > 0 } later
            ? ApiError.Conflict("statement-repeated", BankStatementsTexts.Repeated, BankStatementsTexts.WithdrawLaterFirst.With(later))
            : null;
    }

    /// <summary>Linked, paired, or paid out: by runs alone, what people did has been refused. With the other half of each pair.</summary>
    public Task<List<Guid>> TiedAsync(Guid statement, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT m.movement_id FROM bank_movements m
            WHERE m.organization_id = $1 AND m.statement_id = $2 AND m.state NOT IN ('unmatched', 'ignored')
            UNION
            SELECT m.counterpart_id FROM bank_movements m
            WHERE m.organization_id = $1 AND m.statement_id = $2 AND m.counterpart_id IS NOT NULL
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            statement
        );

    private async Task<List<string>> DecidedAsync(Guid statement, CancellationToken ct) =>
        [
            .. (
                await session.QueryAsync(
                    $"""
                    SELECT m.movement_id FROM bank_movements m
                    WHERE m.organization_id = $1 AND m.statement_id = $2 AND ((m.is_decided AND m.state NOT IN ('unmatched', 'ignored'))
                        OR EXISTS (
                            SELECT FROM movement_links l WHERE l.organization_id = $1 AND l.movement_id = m.movement_id AND l.is_decided))
                    ORDER BY m.line_number LIMIT {NamedMax}
                    """,
                    r => r.GetGuid(0),
                    ct,
                    session.Organization,
                    statement
                )
            ).Select(id => PublicId.Format("mov", id)),
        ];

    /// <summary>
    /// Only the first repeated lines are listed: of a file with more of them a later one over the same days may repeat this one.
    /// </summary>
    private async Task<List<string>> RepeatedAsync(Guid statement, CancellationToken ct) =>
        [
            .. (
                await session.QueryAsync(
                    $"""
                    SELECT l.statement_id FROM bank_statements s
                    JOIN bank_statements l ON l.organization_id = $1 AND l.withdrawn_at IS NULL
                        AND l.statement_id > s.statement_id AND l.duplicates_count > 0
                    WHERE s.organization_id = $1 AND s.statement_id = $2
                      AND (l.duplicate_lines @> jsonb_build_array(jsonb_build_object('statementId', $3::text))
                        OR (l.duplicates_count > jsonb_array_length(l.duplicate_lines)
                            AND l.first_date <= s.last_date AND l.last_date >= s.first_date))
                    ORDER BY l.statement_id LIMIT {NamedMax}
                    """,
                    r => r.GetGuid(0),
                    ct,
                    session.Organization,
                    statement,
                    PublicId.Format("bst", statement)
                )
            ).Select(id => PublicId.Format("bst", id)),
        ];
}
