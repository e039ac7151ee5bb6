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

    private readonly List<NpgsqlBatchCommand> _unsent = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private bool _isApart;

    public string Organization { get; private set; } = "";

    public NpgsqlConnection Connection => Sent(Together(_connection)) ?? throw new InvalidOperationException("The session has not begun.");

    public NpgsqlTransaction Transaction => Sent(Together(_transaction))!;

    /// <summary>
    /// What is sent without waiting (<see cref="SendAsync"/>) goes with the next statement that is waited for, in one round trip. Where it
    /// fails, that one fails. Off, each goes by itself: for whoever has a transaction of many statements and is in a hurry.
    /// </summary>
    public bool SendsTogether { get; set; }

    /// <summary>It only reads, and what it reads may be ended there (<c>Standby</c>).</summary>
    public bool IsOnStandby { get; private set; }

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
        IsOnStandby = false;
        _connection = await pool.OpenConnectionAsync(ct);
        _transaction = await _connection.BeginTransactionAsync(isolation, ct);
        await SetAsync(organization, ct);
        Begun?.Invoke();
    }

    /// <summary>
    /// For what only reads: each question is a transaction of its own. It sees what was committed when it is asked, as it would in a
    /// transaction of many; but none has to be begun and ended, which of a list is two round trips of three. What makes it the
    /// organization's goes before it in the same round trip. Where somebody needs a transaction (EF Core, a setting for what follows) there
    /// is one.
    /// </summary>
    public async Task BeginApartAsync(string organization, NpgsqlDataSource pool, CancellationToken ct)
    {
        if (Begun is not null)
        {
            await BeginAsync(organization, pool, ct);
            return;
        }
        if (_connection is not null)
            throw new InvalidOperationException("The session has already begun.");
        _connection = await pool.OpenConnectionAsync(ct);
        (IsOnStandby, _isApart, Organization) = (false, true, organization);
    }

    /// <param name="enter">Makes the transaction the organization's, and says whether the standby has what is asked for.</param>
    /// <returns>Whether it has begun; otherwise all is as if nobody had tried.</returns>
    public async Task<bool> TryBeginOnStandbyAsync(
        string organization,
        NpgsqlDataSource pool,
        Func<NpgsqlConnection, Task<bool>> enter,
        CancellationToken ct
    )
    {
        if (_connection is not null)
            throw new InvalidOperationException("The session has already begun.");
        var connection = await pool.OpenConnectionAsync(ct);
        var hasEntered = false;
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            if (hasEntered = await enter(connection))
                (_connection, _transaction, Organization, IsOnStandby) = (connection, transaction, organization, true);
            else
                await transaction.DisposeAsync();
        }
        finally
        {
            if (!hasEntered)
                await connection.DisposeAsync();
        }
        if (hasEntered)
            Begun?.Invoke();
        return hasEntered;
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
        await SendRestAsync(ct);
        await Transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Commits what was done and goes on in a new transaction as the same organization. The same connection: asking the pool for
    /// a second one while holding the first would let readers wait for each other.
    /// </summary>
    public async Task CommitAndGoOnAsync(CancellationToken ct = default)
    {
        await CommitAsync(ct);
        await Transaction.DisposeAsync();
        _transaction = await Connection.BeginTransactionAsync(ct);
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

    public async Task SaveAsync(string savepoint, CancellationToken ct)
    {
        await SendRestAsync(ct);
        await Transaction.SaveAsync(savepoint, ct);
    }

    /// <summary>What was not sent yet is not sent any more.</summary>
    public async Task RollbackToAsync(string savepoint, CancellationToken ct)
    {
        _unsent.Clear();
        await Transaction.RollbackAsync(savepoint, ct);
    }

    /// <summary>A statement that gives nothing: whoever sends it goes on without asking what came of it.</summary>
    public Task SendAsync(string sql, CancellationToken ct, params object?[] values) => SendAsync(BatchCommand(sql, values), ct);

    public async Task SendAsync(NpgsqlBatchCommand command, CancellationToken ct)
    {
        await GoTogetherAsync(ct);
        _unsent.Add(command);
        if (!SendsTogether)
            await SendRestAsync(ct);
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await GoTogetherAsync(ct);
        if (_unsent.Count > 0)
        {
            var last = BatchCommand(sql, values);
            await using var batch = TakeUnsent(last);
            await batch.ExecuteNonQueryAsync(ct);
            return (int)last.RecordsAffected;
        }
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
        if (_isApart || _unsent.Count > 0)
            return (await QueryAsync(sql, r => r.GetValue(0) is T found ? found : default, ct, values)).FirstOrDefault();
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(ct) is T value ? value : default;
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        if (_isApart || _unsent.Count > 0)
            return await QueryBehindUnsentAsync(BatchCommand(sql, values), map, ct);
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsOfAsync(reader, map, ct);
    }

    public Task<List<T>> QueryAsync<T>(NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> map, CancellationToken ct) =>
        QueryBehindUnsentAsync(query, map, ct);

    private async Task<List<T>> QueryBehindUnsentAsync<T>(NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        if (_isApart)
            _unsent.Add(Entering(Organization));
        // Locks and settings give rows that nobody asks for; what changes rows gives none.
        var passed = _unsent.Count(c => c.CommandText.StartsWith("SELECT", StringComparison.Ordinal));
        await using var batch = TakeUnsent(query);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 0; i < passed; i++)
            await reader.NextResultAsync(ct);
        return await RowsOfAsync(reader, map, ct);
    }

    private static async Task<List<T>> RowsOfAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(map(reader));
        return rows;
    }

    private async Task SendRestAsync(CancellationToken ct)
    {
        if (_unsent.Count == 0)
            return;
        await using var batch = TakeUnsent(null);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatch TakeUnsent(NpgsqlBatchCommand? last)
    {
        var batch = new NpgsqlBatch(_connection, _transaction);
        if (CommandTimeout is { } seconds)
            batch.Timeout = seconds;
        foreach (var command in _unsent)
            batch.BatchCommands.Add(command);
        _unsent.Clear();
        if (last is not null)
            batch.BatchCommands.Add(last);
        return batch;
    }

    private static NpgsqlBatchCommand BatchCommand(string sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>What is done now is to last until the questions after it.</summary>
    private async Task GoTogetherAsync(CancellationToken ct)
    {
        if (!_isApart)
            return;
        _isApart = false;
        _transaction = await _connection!.BeginTransactionAsync(ct);
        await SetAsync(Organization, ct);
    }

    /// <summary>Where there is one transaction for all.</summary>
    private T Together<T>(T handle) =>
        !_isApart ? handle : throw new InvalidOperationException("The session asks each question by itself (BeginApartAsync).");

    private T? Sent<T>(T? handle) =>
        _unsent.Count == 0 ? handle : throw new InvalidOperationException("Statements of this session have not been sent yet.");

    private async Task SetAsync(string organization, CancellationToken ct)
    {
        Organization = organization;
        await SendAsync(Entering(organization), ct);
    }

    private static NpgsqlBatchCommand Entering(string organization) =>
        new("SELECT set_config('app.organization', $1, true)")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = organization } },
        };

    /// <summary>Gives the connection back; what was not committed is undone. Ending twice is ending once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not { } connection)
            return;
        (_connection, _isApart) = (null, false);
        _unsent.Clear();
        if (_transaction is { } transaction)
            await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
