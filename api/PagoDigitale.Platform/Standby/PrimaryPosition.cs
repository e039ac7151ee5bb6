using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Standby;

/// <summary>
/// Asks the primary how far it has come, for all who ask at one moment by one statement: one looks, and who comes meanwhile shares the
/// look that begins after it. The answer is never older than the question.
/// </summary>
public sealed class PrimaryPosition(AppDataSource source)
{
    private const string Sql = $"SELECT {WalPosition.Columns}";

    private readonly Lock _gate = new();
    private Task<WalPosition>? _looking;
    private Task<WalPosition>? _next;

    public Task<WalPosition> ReadAsync()
    {
        lock (_gate)
        {
            if (_looking is not { IsCompleted: false } before)
                return _looking = Task.Run(LookAsync);
            return _next ??= Task.Run(() => LookAfterAsync(before));
        }
    }

    private async Task<WalPosition> LookAfterAsync(Task<WalPosition> before)
    {
        await before.ContinueWith(_ => { }, TaskScheduler.Default);
        lock (_gate)
        {
            // From here on whoever comes is too late for this look.
            (_looking, _next) = (_next, null);
        }
        return await LookAsync();
    }

    private async Task<WalPosition> LookAsync()
    {
        await using var command = source.Short.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetInt32(0), reader.GetFieldValue<NpgsqlTypes.NpgsqlLogSequenceNumber>(1));
    }
}
