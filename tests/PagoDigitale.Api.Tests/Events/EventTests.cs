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

public sealed class EventTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private Task CreateUnitAsync(string organization, string code) =>
        _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    [Fact]
    public async Task Events_come_oldest_first_and_after_the_place_reached()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C" })
            await CreateUnitAsync(organization, code);

        var page = await _api.Admin.Events.ListAsync(organization);
        var all = page.Items.ToList();

        all.Select(e => e.Type).ShouldBe(["organization.created", "unit.created", "unit.created", "unit.created"]);
        all[0].Subject.Id.ShouldBe(organization);
        all.ShouldAllBe(e => e.Organization == organization);
        all.Select(e => e.Sequence).ShouldBeInOrder();
        page.NextCursor.ShouldBeNull();
        (await _api.Admin.Events.ListAsync(organization, subjectId: all[1].Subject.Id)).Items.ShouldHaveSingleItem().Id.ShouldBe(all[1].Id);
        (await _api.Admin.Events.ListAsync(organization, type: "unit.removed")).Items.ShouldBeEmpty();
        var first = await _api.Admin.Events.ListAsync(organization, limit: 3);
        (await _api.Admin.Events.ListAsync(organization, limit: 3, cursor: first.NextCursor))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(all[3].Id);
        (await _api.Admin.Events.ListAsync(organization, after: first.ResumeAfter)).Items.ShouldHaveSingleItem().Id.ShouldBe(all[3].Id);
        (await _api.Admin.Events.ListAsync(organization, after: page.ResumeAfter)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_page_says_where_to_go_on_too()
    {
        var organization = NewCode();
        await SqlAsync(
            _api,
            $"INSERT INTO organizations (organization_id, name, created_at, updated_at) VALUES ('{organization}', 'Vuoto', now(), now())"
        );

        var nothing = await _api.Admin.Events.ListAsync(organization);
        nothing.Items.ShouldBeEmpty();
        await CreateUnitAsync(organization, "A");

        (await _api.Admin.Events.ListAsync(organization, after: nothing.ResumeAfter))
            .Items.ShouldHaveSingleItem()
            .Type.ShouldBe("unit.created");
    }

    /// <summary>
    /// Who waits for a rare type must not look through everything else again at each call; and whoever changes the filter goes on from
    /// there.
    /// </summary>
    [Fact]
    public async Task A_filtered_page_without_more_to_come_ends_at_the_end_of_the_feed()
    {
        var organization = await OrganizationAsync(_api);
        await CreateUnitAsync(organization, "A");

        var none = await _api.Admin.Events.ListAsync(organization, type: "position.paid");

        none.Items.ShouldBeEmpty();
        (await _api.Admin.Events.ListAsync(organization, after: none.ResumeAfter)).Items.ShouldBeEmpty();
        await CreateUnitAsync(organization, "B");
        (await _api.Admin.Events.ListAsync(organization, after: none.ResumeAfter))
            .Items.ShouldHaveSingleItem()
            .Type.ShouldBe("unit.created");
        var one = await _api.Admin.Events.ListAsync(organization, type: "unit.created", limit: 1);
        (await _api.Admin.Events.ListAsync(organization, type: "unit.created", after: one.ResumeAfter)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused_by_its_name()
    {
        var organization = await OrganizationAsync(_api);
        var good = (await _api.Admin.Events.ListAsync(organization)).ResumeAfter;

        foreach (var wrong in new[] { "0", "12", "x", good[..^9], good + "A", "MR8wHzAfMR8x", new string('M', 128) })
            await FieldRefusalAsync("after", "invalid-resume-point", () => _api.Admin.Events.ListAsync(organization, after: wrong), 400);
    }

    [Fact]
    public async Task An_event_whose_transaction_commits_late_comes_late_and_holds_back_no_other()
    {
        var organization = await OrganizationAsync(_api);
        await CreateUnitAsync(organization, "FIRST");
        var (_, place) = await Feed.FollowAsync(_api, organization, null);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await Feed.InsertAsync(connection, organization, "slow.event");
        await CreateUnitAsync(organization, "QUICK");

        var (quick, afterQuick) = await Feed.FollowAsync(_api, organization, place);
        quick.ShouldHaveSingleItem().Type.ShouldBe("unit.created");

        await Feed.InsertAsync(connection, organization, "slow.again");
        await slow.CommitAsync();
        var (rest, end) = await Feed.FollowAsync(_api, organization, afterQuick);

        rest.Select(e => e.Type).ShouldBe(["slow.event", "slow.again"]);
        rest[0].Sequence.ShouldBeGreaterThan(quick[0].Sequence);
        (await Feed.FollowAsync(_api, organization, end)).Events.ShouldBeEmpty();
        (await Feed.FollowAsync(_api, organization, place))
            .Events.Select(e => e.Type)
            .ShouldBe(["unit.created", "slow.event", "slow.again"]);
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
            await Feed.InsertAsync(connection, organization, "hanging.event");
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
        await Feed.InsertAsync(connection, organization, "bulk.event", count);

        await _api.Services.GetRequiredService<NumberEvents>().RunOnceAsync(CancellationToken.None);

        var (events, _) = await Feed.FollowAsync(_api, organization, null);
        events.Count.ShouldBe(count + 1);
        events.Skip(1).Select(e => e.Data.GetProperty("n").GetInt32()).ShouldBe(Enumerable.Range(1, count));
    }
}
