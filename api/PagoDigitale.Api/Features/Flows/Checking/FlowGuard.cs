using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// One run at a time for each flow. A worker whose lease ran out may still be alive: its successor waits for another attempt
/// instead of mixing rows with it. The lock dies with the connection.
/// </summary>
public sealed class FlowGuard : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private FlowGuard(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    public static async Task<FlowGuard> TakeAsync(AppDataSource source, Guid flow, CancellationToken ct)
    {
        var connection = await source.Work.OpenConnectionAsync(ct);
        var guard = new FlowGuard(connection, await connection.BeginTransactionAsync(ct));
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))";
        command.Parameters.Add(new() { Value = $"pagodigitale/flow/{flow:N}" });
        if (await command.ExecuteScalarAsync(ct) is true)
            return guard;
        await guard.DisposeAsync();
        throw new InvalidOperationException("Another worker is at work on this flow.");
    }

    /// <summary>Fails when the lock died with its connection: what was staged meanwhile may be mixed with another run's.</summary>
    public async Task EnsureHeldAsync(CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
