using Npgsql;
using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// Makes the months to come of what is kept by month (decision 0030), long before their first row: making one needs a moment in which
/// nobody reads the table.
/// </summary>
public sealed class MakeMonths(AppDataSource source, TimeProvider clock, ILogger<MakeMonths> log) : IRecurringJob
{
    private const int MonthsAhead = 3;

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var command = source.Work.CreateCommand("SELECT make_months($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today.AddMonths(MonthsAhead) });
        try
        {
            return (int)(await command.ExecuteScalarAsync(ct))!;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            log.LogInformation("The months to come are made at the next run: somebody reads the tables for longer.");
            return 0;
        }
    }
}
