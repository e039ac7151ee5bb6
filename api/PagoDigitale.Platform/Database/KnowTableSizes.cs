using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// A plan that is kept was made for tables of some size. While they are small, or nobody ever looked at them, all plans cost the
/// same and a bad one is taken as well: the first file of a new installation is then loaded into tables whose plans read them
/// whole (decision 0010). The server itself looks after a minute at the earliest; this looks within seconds, and only at what has
/// doubled, so that it costs little however large the tables are.
/// </summary>
public sealed class KnowTableSizes(AppDataSource source) : IRecurringJob
{
    private const int TablesMax = 100;

    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        for (var count = 0; ; count++)
        {
            // Each by itself: it counts as soon as its statement is committed.
            await using var command = source.Work.CreateCommand("SELECT know_table_size()");
            if (count == TablesMax || await command.ExecuteScalarAsync(ct) is not string)
                return count;
        }
    }
}
