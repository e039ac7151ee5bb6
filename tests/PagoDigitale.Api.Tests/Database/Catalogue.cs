using Npgsql;
using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>What PostgreSQL says of a migrated database.</summary>
public sealed class Catalogue : IAsyncLifetime
{
    private string _connectionString = "";
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        _connectionString = await TestDatabase.CreateAsync();
        _source = NpgsqlDataSource.Create(_connectionString);
    }

    public async Task DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        await TestDatabase.DropAsync(_connectionString);
    }

    public Task<List<string>> NamesAsync(string sql) => RowsAsync(sql, r => r.GetString(0));

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = _source!.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
