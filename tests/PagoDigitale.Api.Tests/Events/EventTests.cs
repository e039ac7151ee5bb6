using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

public sealed class EventTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private Task CreateUnitAsync(string organization, string code) => _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    /// <summary>The feed waits for every running transaction of the server, other tests' too: wait for the state, not for time.</summary>
    private async Task<List<Event>> EventsAsync(string organization, int count, long? after = null)
    {
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            var events = (await _api.Admin.Events.ListAsync(organization, after: after)).Items.ToList();
            if (events.Count >= count || DateTime.UtcNow > deadline)
                return events;
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Events_come_oldest_first_and_after_the_last_one_seen()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C" })
            await CreateUnitAsync(organization, code);

        var all = await EventsAsync(organization, 4);

        all.Select(e => e.Type).ShouldBe(["organization.created", "unit.created", "unit.created", "unit.created"]);
        all[0].Subject.Id.ShouldBe(organization);
        all.Select(e => e.Sequence).ShouldBeInOrder();
        (await _api.Admin.Events.ListAsync(organization, after: all[1].Sequence)).Items.Select(e => e.Id).ShouldBe([all[2].Id, all[3].Id]);
        (await _api.Admin.Events.ListAsync(organization, after: 0)).Items.Count.ShouldBe(4);
        (await _api.Admin.Events.ListAsync(organization, after: all[3].Sequence)).Items.ShouldBeEmpty();
        (await _api.Admin.Events.ListAsync(organization, subjectId: all[1].Subject.Id)).Items.ShouldHaveSingleItem().Id.ShouldBe(all[1].Id);
        (await _api.Admin.Events.ListAsync(organization, type: "unit.removed")).Items.ShouldBeEmpty();
        var page = await _api.Admin.Events.ListAsync(organization, limit: 3);
        (await _api.Admin.Events.ListAsync(organization, limit: 3, cursor: page.NextCursor)).Items.ShouldHaveSingleItem().Id.ShouldBe(all[3].Id);
    }

    /// <summary>Numbers of transactions gain a digit now and then: as text, 1000 would come before 999.</summary>
    [Fact]
    public async Task The_order_outlives_the_moment_when_transaction_numbers_gain_a_digit()
    {
        var organization = await OrganizationAsync(_api);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var command = source.CreateCommand($"""
            DELETE FROM events WHERE organization_id = '{organization}';
            INSERT INTO events (organization_id, event_id, transaction_id, type, subject_type, subject_id, data, occurred_at)
            SELECT '{organization}', gen_random_uuid(), n::text::xid8, 'test.' || n, 'test', n::text, '{"{}"}', now() FROM generate_series(8, 12) n;
            """);
        await command.ExecuteNonQueryAsync();
        string[] expected = ["test.8", "test.9", "test.10", "test.11", "test.12"];

        (await _api.Admin.Events.ListAsync(organization)).Items.Select(e => e.Type).ShouldBe(expected);

        var paged = new List<string>();
        await foreach (var e in _api.Admin.Events.ListAllAsync(organization, limit: 1))
            paged.Add(e.Type);
        paged.ShouldBe(expected);
        var followed = new List<string>();
        for (long after = 0; (await _api.Admin.Events.ListAsync(organization, after: after, limit: 2)).Items is { Count: > 0 } items; after = items.Last().Sequence)
            followed.AddRange(items.Select(e => e.Type));
        followed.ShouldBe(expected);
    }

    [Fact]
    public async Task An_event_whose_transaction_commits_late_is_not_skipped()
    {
        var organization = await OrganizationAsync(_api);
        await CreateUnitAsync(organization, "FIRST");
        var first = (await EventsAsync(organization, 2))[1];
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await InsertAsync(connection, organization, "slow.event");
        await CreateUnitAsync(organization, "QUICK");

        // The quick one committed, but a reader that saw it now would never look before it again.
        (await _api.Admin.Events.ListAsync(organization, after: first.Sequence)).Items.ShouldBeEmpty();

        // The slow transaction writes on: its second event has a greater number than the quick one's.
        await InsertAsync(connection, organization, "slow.again");
        await slow.CommitAsync();
        var rest = await EventsAsync(organization, 3, first.Sequence);

        rest.Select(e => e.Type).ShouldBe(["slow.event", "slow.again", "unit.created"]);
        (await _api.Admin.Events.ListAsync(organization, after: rest[1].Sequence)).Items.ShouldHaveSingleItem().Type.ShouldBe("unit.created");
        (await _api.Admin.Events.ListAsync(organization, after: rest[2].Sequence)).Items.ShouldBeEmpty();
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string organization, string type)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, data, occurred_at) VALUES ('{organization}', gen_random_uuid(), '{type}', 'unit', 'x', jsonb_build_object(), now())";
        await command.ExecuteNonQueryAsync();
    }
}
