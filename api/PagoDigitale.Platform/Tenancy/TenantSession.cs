using System.Data;
using Npgsql;

namespace PagoDigitale.Platform.Tenancy;

/// <summary>
/// One transaction as one organization: row-level security sees the tenant set here and nothing else. Everything an
/// operation writes (state, ledger, events, jobs, activity, idempotency) goes through it and commits together.
/// </summary>
public sealed class TenantSession : IAsyncDisposable
{
    /// <summary>The tenant of platform-wide work: reaches the tenant registry and node routing, no tenant's data.</summary>
    public const string Platform = "*";

    private NpgsqlConnection? _connection;

    public string Organization { get; private set; } = "";

    public NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("The session has not begun.");

    public NpgsqlTransaction Transaction { get; private set; } = null!;

    public bool HasBegun => _connection is not null;

    /// <summary>The connection broke under the work: whatever failed, the database server is the reason.</summary>
    public bool IsBroken => _connection is { State: not ConnectionState.Open };

    /// <summary>Seconds a statement may take; what a job does in sets takes longer than what a caller waits for.</summary>
    public int? CommandTimeout { get; set; }

    /// <summary>What waits for the transaction to be there.</summary>
    public Action? Begun { get; set; }

    public Task BeginAsync(string organization, NpgsqlDataSource pool, CancellationToken ct = default) =>
        BeginAsync(organization, pool, IsolationLevel.Unspecified, ct);

    /// <param name="isolation">
    /// With <see cref="IsolationLevel.RepeatableRead"/> all statements see one moment; where somebody else changed meanwhile what this
    /// one changes it fails, and is done again.
    /// </param>
    public async Task BeginAsync(string organization, NpgsqlDataSource pool, IsolationLevel isolation, CancellationToken ct)
    {
        if (_connection is not null)
            throw new InvalidOperationException("The session has already begun.");
        _connection = await pool.OpenConnectionAsync(ct);
        Transaction = await _connection.BeginTransactionAsync(isolation, ct);
        await SetAsync(organization, ct);
        Begun?.Invoke();
    }

    /// <summary>
    /// Does one thing as another organization, in the same transaction: what the platform writes for an organization that it
    /// has just made. A failure leaves the transaction to be rolled back, whoever it acts as.
    /// </summary>
    public async Task ActAsAsync(string organization, Func<Task> work, CancellationToken ct)
    {
        var before = Organization;
        await SetAsync(organization, ct);
        await work();
        await SetAsync(before, ct);
    }

    public async Task CommitAsync(CancellationToken ct = default)
    {
        await Transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Commits what was done and goes on in a new transaction as the same organization. The same connection: asking the pool for
    /// a second one while holding the first would let readers wait for each other.
    /// </summary>
    public async Task CommitAndGoOnAsync(CancellationToken ct = default)
    {
        await Transaction.CommitAsync(ct);
        await Transaction.DisposeAsync();
        Transaction = await Connection.BeginTransactionAsync(ct);
        await SetAsync(Organization, ct);
    }

    public NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, Connection, Transaction);
        if (CommandTimeout is { } seconds)
            command.CommandTimeout = seconds;
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// A table of the transaction with what a query gives. Not CREATE TABLE AS, which is planned for the very values: of an organization
    /// that the statistics do not know, for no rows (decision 0010).
    /// </summary>
    public async Task CreateTemporaryTableAsync(string name, string query, CancellationToken ct, params object?[] values)
    {
        await ExecuteAsync($"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {query} WITH NO DATA", ct, values);
        await ExecuteAsync($"INSERT INTO {name} {query}", ct, values);
    }

    /// <summary>The first column of the first row, or default when there is none or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(ct) is T value ? value : default;
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(map(reader));
        return rows;
    }

    private async Task SetAsync(string organization, CancellationToken ct)
    {
        Organization = organization;
        await ExecuteAsync("SELECT set_config('app.organization', $1, true)", ct, organization);
    }

    /// <summary>Gives the connection back; what was not committed is undone. Ending twice is ending once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        if (Transaction is { } transaction)
            await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
