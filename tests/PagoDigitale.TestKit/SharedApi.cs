using System.Collections.Concurrent;
using Npgsql;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.TestKit;

/// <summary>
/// Applications that go from one class of tests to the next, for tests that make an organization of their own: a platform that serves
/// hundreds. Nobody else calls one meanwhile. They end with the process, and their databases with its server.
/// </summary>
public static class SharedApi
{
    private static readonly ConcurrentBag<TestApi> Free = [];

    /// <summary>How far the events of each were looked at.</summary>
    private static readonly ConcurrentDictionary<TestApi, long> Looked = new();

    public static async Task<TestApi> TakeAsync() => Free.TryTake(out var api) ? api : await TestApi.StartAsync();

    public static async Task GiveBackAsync(TestApi api)
    {
        Looked[api] = await EventTable.CheckAsync(api.ConnectionString, Looked.GetValueOrDefault(api));
        await BalanceTable.CheckAsync(api.ConnectionString);
        await ForgetJobsAsync(api.ConnectionString);
        Free.Add(api);
    }

    /// <summary>A class that has ended waits for nothing: who comes next runs its own jobs alone.</summary>
    private static async Task ForgetJobsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("DELETE FROM jobs");
        await command.ExecuteNonQueryAsync();
    }
}
