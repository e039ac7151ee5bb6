using FluentValidation;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record StatementWithdrawalInput
{
    public required string Reason { get; init; }
}

public sealed class StatementWithdrawalValidator : AbstractValidator<StatementWithdrawalInput>
{
    public StatementWithdrawalValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

/// <summary>
/// Takes a statement back that was read by the wrong columns. What runs matched is taken off first, by the one place that does
/// it, so that ledger and states are as before it came; then its movements go. The file and what was read of it stay.
/// </summary>
public sealed class WithdrawBankStatementHandler(
    TenantSession session,
    StatementWithdrawalQueries found,
    MovementLinkWriter links,
    ILateFacts late,
    BankStatementRows rows,
    EventLog events,
    TimeProvider clock
)
{
    public async Task<Outcome<BankStatementModel>> RunAsync(string statement, StatementWithdrawalInput input, CancellationToken ct)
    {
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (!PublicId.TryParse(statement, "bst", out var id) || await rows.FindAsync(id, ct) is not { } existing)
            return BankStatementRows.NotFound(statement);
        if (existing.Withdrawal is not null)
            return existing;
        if (await found.RefusalAsync(id, ct) is { } refusal)
            return refusal;
        await TakeOffAsync(await found.TiedAsync(id, ct), ct);
        await RemoveAsync(id, ct);
        await session.ExecuteAsync(
            "UPDATE bank_statements SET withdrawn_at = $3, withdrawal_reason = $4 WHERE organization_id = $1 AND statement_id = $2",
            ct,
            session.Organization,
            id,
            clock.GetUtcNow(),
            input.Reason
        );
        await events.EmitAsync(new BankStatementWithdrawn(existing, input.Reason), ct);
        await late.AskAsync(ct);
        return (await rows.FindAsync(id, ct))!;
    }

    /// <summary>A storno and the credit it takes back are in two statements at times: what stays waits for its like again.</summary>
    private async Task TakeOffAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct)
    {
        if (movements.Count == 0)
            return;
        await links.UnlinkAsync(movements, ct);
        await session.ExecuteAsync(
            """
            UPDATE bank_movements SET state = 'unmatched', counterpart_id = NULL WHERE organization_id = $1 AND movement_id = ANY ($2)
                AND state <> 'ignored'
            """,
            ct,
            session.Organization,
            movements.ToArray()
        );
    }

    private async Task RemoveAsync(Guid id, CancellationToken ct)
    {
        const string own = "(SELECT movement_id FROM bank_movements WHERE organization_id = $1 AND statement_id = $2)";
        await session.ExecuteAsync(
            $"DELETE FROM movement_proposals WHERE organization_id = $1 AND movement_id IN {own}",
            ct,
            session.Organization,
            id
        );
        await session.ExecuteAsync(
            $"""
            DELETE FROM movement_refusals WHERE organization_id = $1 AND (movement_id IN {own} OR target IN (SELECT movement_id::text
                FROM {own} m))
            """,
            ct,
            session.Organization,
            id
        );
        await session.ExecuteAsync(
            "DELETE FROM bank_movements WHERE organization_id = $1 AND statement_id = $2",
            ct,
            session.Organization,
            id
        );
        // What it had added to the movements of earlier statements was read by the same columns.
        await session.ExecuteAsync(
            """
            UPDATE bank_movements SET provvisorio = NULL, provvisorio_statement_id = NULL WHERE organization_id = $1
                AND provvisorio_statement_id = $2
            """,
            ct,
            session.Organization,
            id
        );
    }
}
