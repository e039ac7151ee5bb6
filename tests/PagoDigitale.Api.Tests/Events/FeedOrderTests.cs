using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Events;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>When an event gets its place: after its commit, whatever other transactions do.</summary>
public sealed class FeedOrderTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private Task CreateUnitAsync(string organization, string code) =>
        _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    [Fact]
    public async Task An_event_whose_transaction_commits_late_comes_late_and_holds_back_no_other()
    {
        var organization = await OrganizationAsync(_api);
        await CreateUnitAsync(organization, "FIRST");
        var (_, place) = await Feed.FollowAsync(_api, organization, null);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await Feed.InsertAsync(connection, organization, "test.slow");
        await CreateUnitAsync(organization, "QUICK");

        var (quick, afterQuick) = await Feed.FollowAsync(_api, organization, place);
        quick.ShouldHaveSingleItem().Type.ShouldBe("unit.created");

        await Feed.InsertAsync(connection, organization, "test.slow-again");
        await slow.CommitAsync();
        var (rest, end) = await Feed.FollowAsync(_api, organization, afterQuick);

        rest.Select(e => e.Type).ShouldBe(["test.slow", "test.slow-again"]);
        rest[0].Sequence.ShouldBeGreaterThan(quick[0].Sequence);
        (await Feed.FollowAsync(_api, organization, end)).Events.ShouldBeEmpty();
        (await Feed.FollowAsync(_api, organization, place))
            .Events.Select(e => e.Type)
            .ShouldBe(["unit.created", "test.slow", "test.slow-again"]);
    }

    /// <summary>A backup, a report, somebody's open console: none of our business.</summary>
    [Theory]
    [InlineData("SELECT pg_current_xact_id()")]
    [InlineData("LOCK TABLE events IN ROW EXCLUSIVE MODE")]
    [InlineData("DECLARE c CURSOR FOR SELECT * FROM events; FETCH 1 FROM c")]
    public async Task A_transaction_of_somebody_else_holds_nothing_back(string sql)
    {
        var organization = await OrganizationAsync(_api);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var foreign = await connection.BeginTransactionAsync();
        await Feed.ExecuteAsync(connection, sql);

        await CreateUnitAsync(organization, "A");

        (await Feed.FollowAsync(_api, organization, null)).Events.Select(e => e.Type).ShouldBe(["organization.created", "unit.created"]);
    }

    /// <summary>
    /// A numbering that does not come to its end is waited for a second, and then read past: what has its place is shown.
    /// </summary>
    [Fact]
    public async Task A_numbering_that_hangs_delays_what_is_new_and_nothing_else()
    {
        var organization = await OrganizationAsync(_api);
        (await Feed.FollowAsync(_api, organization, null)).Events.Count.ShouldBe(1);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        await using (var hanging = await connection.BeginTransactionAsync())
        {
            await Feed.InsertAsync(connection, organization, "test.hanging");
            await Feed.ExecuteAsync(connection, "SELECT number_events(10)");
            await CreateUnitAsync(organization, "A");

            (await Feed.FollowAsync(_api, organization, null)).Events.ShouldHaveSingleItem().Type.ShouldBe("organization.created");
        }

        // It was rolled back, its event and the number it gave with it.
        (await Feed.FollowAsync(_api, organization, null))
            .Events.Select(e => e.Type)
            .ShouldBe(["organization.created", "unit.created"]);
    }

    [Fact]
    public async Task Many_events_of_one_transaction_get_their_places_in_steps()
    {
        var organization = await OrganizationAsync(_api);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        const int count = (2 * NumberEvents.StepMax) + 500;
        await Feed.InsertAsync(connection, organization, "test.bulk", count);

        await _api.Services.GetRequiredService<NumberEvents>().RunOnceAsync(CancellationToken.None);

        var (events, _) = await Feed.FollowAsync(_api, organization, null);
        events.Count.ShouldBe(count + 1);
        events.Skip(1).Select(e => e.Data.GetProperty("n").GetInt32()).ShouldBe(Enumerable.Range(1, count));
    }
}
