using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Outbound;

/// <summary>
/// Counts the calls of budgets, for all organizations and processes, in a transaction that ends before the call is made: one that was
/// killed on its way counts, since it may have arrived.
/// </summary>
public sealed class CallBudgets(AppDataSource source, TimeProvider clock)
{
    /// <summary>Who was told when to come back comes by a job that looks each minute, and waits for a worker.</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromMinutes(10);

    private static readonly SqlText _take = SqlText.Statement(typeof(CallBudgets), "TakeCall.sql");

    /// <exception cref="BudgetSpentException">None is left, or those that are left are for organizations that wait longer.</exception>
    public async Task TakeAsync(CallBudget budget, string organization, CancellationToken ct)
    {
        await using var connection = await source.Work.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // One after the other: what one takes the next one sees.
        await using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction))
        {
            turn.Parameters.Add(new() { Value = $"outbound-budget/{budget.Name}" });
            await turn.ExecuteNonQueryAsync(ct);
        }
        // Not before: who waited for the turn calls now, and the service counts from now.
        var now = clock.GetUtcNow();
        await using var take = new NpgsqlCommand(_take, connection, transaction);
        foreach (
            object value in (object[])[budget.Name, organization, now, budget.Window, budget.CallsMax, Guid.CreateVersion7(now), LateMax]
        )
            take.Parameters.Add(new() { Value = value });
        var next = await take.ExecuteScalarAsync(ct);
        await transaction.CommitAsync(ct);
        if (next is DateTime at)
            throw new BudgetSpentException(new DateTimeOffset(at) - now);
    }
}
