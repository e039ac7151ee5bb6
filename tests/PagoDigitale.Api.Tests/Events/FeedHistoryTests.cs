using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Events;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>
/// Generated histories: transactions of one or more organizations that overlap, commit in any order or never, readers that
/// follow meanwhile, numberings cut off in the middle. Whatever happens, a reader sees each committed event once, its numbers
/// only grow, and what one transaction wrote comes in the order it was written.
/// </summary>
public sealed class FeedHistoryTests(OneApi one) : IClassFixture<OneApi>
{
    private const int Steps = 120;

    private readonly TestApi _api = one.Api;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_follower_sees_every_committed_event_once(int round)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given)
            ? given
            : Random.Shared.Next(1_000_000) + round;
        try
        {
            await PlayAsync(new Random(seed));
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"Failed with PAGODIGITALE_SEED={seed}: {error.Message}", error);
        }
    }

    private async Task PlayAsync(Random random)
    {
        var organizations = new[] { await OrganizationAsync(_api), await OrganizationAsync(_api) };
        var followers = organizations.Select(o => new Follower(_api, o)).ToList();
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        var open = new List<(NpgsqlConnection Connection, NpgsqlTransaction Transaction, int Id, int Written)>();
        var committed = new Dictionary<string, int>();
        for (var step = 0; step < Steps; step++)
        {
            var what = random.Next(10);
            if (what < 3 && open.Count < 6)
            {
                var connection = await source.OpenConnectionAsync();
                open.Add((connection, await connection.BeginTransactionAsync(), step, 0));
            }
            else if (what < 6 && open.Count > 0)
            {
                var at = random.Next(open.Count);
                var t = open[at];
                var count = random.Next(1, 4);
                // The type names the transaction, the order of ids within it is checked by `n` of the data.
                for (var i = 0; i < count; i++)
                    await Feed.ExecuteAsync(
                        t.Connection,
                        $"""
                        INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
                        VALUES ('{organizations[t.Id % 2]}', gen_random_uuid(), 'test.t{t.Id}', 'unit', '{t.Written
                            + i}', hashtext('{t.Written + i}'), '{"{}"}', now())
                        """
                    );
                open[at] = t with { Written = t.Written + count };
            }
            else if (what < 8 && open.Count > 0)
            {
                var t = open[random.Next(open.Count)];
                open.Remove(t);
                if (random.Next(4) == 0)
                    await t.Transaction.RollbackAsync();
                else
                {
                    await t.Transaction.CommitAsync();
                    committed[$"test.t{t.Id}"] = t.Written;
                }
                await t.Connection.DisposeAsync();
            }
            else if (what == 8)
                await CutOffNumberingAsync(source);
            else
                await Task.WhenAll(followers.Concat(followers).Select(f => f.FollowAsync(random.Next(1, 5))));
        }
        foreach (var t in open)
            await t.Connection.DisposeAsync();
        foreach (var follower in followers)
        {
            await follower.FollowAsync(200);
            follower.Check(committed);
        }
        followers.Sum(f => f.Seen.Count(e => e.Type.StartsWith("test.t", StringComparison.Ordinal))).ShouldBe(committed.Values.Sum());
    }

    /// <summary>As if the process of a reader died between giving numbers and committing them.</summary>
    private static async Task CutOffNumberingAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Feed.ExecuteAsync(connection, $"SELECT number_events({NumberEvents.StepMax})");
        await transaction.RollbackAsync();
    }

    private sealed class Follower(TestApi api, string organization) : IDisposable
    {
        private readonly SemaphoreSlim _gate = new(1);
        private string? _place;

        public List<PagoDigitale.Sdk.Event> Seen { get; } = [];

        /// <summary>Two at once stand for two readers; they share what they have seen.</summary>
        public async Task FollowAsync(int limit)
        {
            await _gate.WaitAsync();
            try
            {
                var (events, place) = await Feed.FollowAsync(api, organization, _place, limit: limit);
                Seen.AddRange(events);
                _place = place;
            }
            finally
            {
                _gate.Release();
            }
        }

        public void Dispose() => _gate.Dispose();

        public void Check(Dictionary<string, int> committed)
        {
            Seen.Select(e => e.Id).ShouldBeUnique();
            Seen.Zip(Seen.Skip(1)).ShouldAllBe(pair => pair.First.Sequence < pair.Second.Sequence);
            foreach (var transaction in Seen.Where(e => e.Type.StartsWith("test.t", StringComparison.Ordinal)).GroupBy(e => e.Type))
                transaction
                    .Select(e => e.Subject.Id)
                    .ShouldBe(Enumerable.Range(0, committed[transaction.Key]).Select(n => $"{n}"), transaction.Key);
        }
    }
}
