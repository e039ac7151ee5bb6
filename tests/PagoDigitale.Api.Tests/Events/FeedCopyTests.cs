using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>The feed goes on wherever the rows are: copied to another database, or put back to an earlier moment.</summary>
public sealed class FeedCopyTests(OwnApi one) : IClassFixture<OwnApi>
{
    private readonly TestApi _api = one.Api;

    private static Task CreateUnitAsync(TestApi api, string organization, string code) =>
        api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    /// <summary>Rows alone, by COPY, into a database whose own counters know nothing of them.</summary>
    [Fact]
    public async Task Copied_rows_keep_their_places_and_new_ones_come_after_them()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C" })
            await CreateUnitAsync(_api, organization, code);
        var (before, _) = await Feed.FollowAsync(_api, organization, null);
        var half = (await _api.Admin.Events.ListAsync(organization, new() { Limit = 2 })).ResumeAfter;
        // Written, and not numbered when the copy is taken.
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var from = await source.OpenConnectionAsync();
        await Feed.InsertAsync(from, organization, "test.late");
        await using var other = await TestApi.StartAsync();
        await using var target = NpgsqlDataSource.Create(other.ConnectionString);
        await using var to = await target.OpenConnectionAsync();
        foreach (var table in new[] { "organizations", "events" })
        {
            using var read = await from.BeginTextExportAsync(
                $"COPY (SELECT * FROM {table} WHERE organization_id = '{organization}') TO STDOUT"
            );
            await using var write = await to.BeginTextImportAsync($"COPY {table} FROM STDIN");
            await write.WriteAsync(await read.ReadToEndAsync());
        }

        var (after, _) = await Feed.FollowAsync(other, organization, null);
        after.Select(e => (e.Id, e.Sequence)).Take(4).ShouldBe(before.Select(e => (e.Id, e.Sequence)));
        after.Count.ShouldBe(5);
        after[4].Type.ShouldBe("test.late");
        await CreateUnitAsync(other, organization, "D");

        var (rest, _) = await Feed.FollowAsync(other, organization, half);
        rest.Select(e => e.Type).ShouldBe(["unit.created", "unit.created", "test.late", "unit.created"]);
        rest.Zip(rest.Skip(1)).ShouldAllBe(pair => pair.First.Sequence < pair.Second.Sequence);
    }

    /// <summary>A place given after the moment that was put back: also where the same number was given again meanwhile.</summary>
    [Fact]
    public async Task After_a_restore_to_an_earlier_moment_a_lost_place_is_told()
    {
        await using var api = await TestApi.StartAsync();
        var organization = await OrganizationAsync(api);
        var (_, kept) = await Feed.FollowAsync(api, organization, null);
        var backup = await BackupAsync(api);
        await CreateUnitAsync(api, organization, "LOST");
        var (_, lost) = await Feed.FollowAsync(api, organization, kept);
        var page = await api.Admin.Events.ListAsync(organization, new() { Limit = 1 });
        await RestoreAsync(api, backup);

        await RefusalAsync(409, "resume-point-lost", () => api.Admin.Events.ListAsync(organization, new() { After = lost }));
        await CreateUnitAsync(api, organization, "A");
        await CreateUnitAsync(api, organization, "B");
        (await Feed.FollowAsync(api, organization, kept)).Events.Count.ShouldBe(2);

        await RefusalAsync(409, "resume-point-lost", () => api.Admin.Events.ListAsync(organization, new() { After = lost }));
        await RefusalAsync(409, "resume-point-lost", () => api.Admin.Events.ListAcrossOrganizationsAsync(new() { After = lost }));
        (await Feed.FollowAsync(api, organization, page.ResumeAfter)).Events.Count.ShouldBe(2);
    }

    private static async Task<string> BackupAsync(TestApi api)
    {
        await Feed.ExecuteAsync(
            api.ConnectionString,
            "CREATE SCHEMA backup; CREATE TABLE backup.events AS SELECT * FROM events; CREATE TABLE backup.event_numbering AS "
                + "SELECT * FROM event_numbering"
        );
        return "backup";
    }

    private static Task RestoreAsync(TestApi api, string backup) =>
        Feed.ExecuteAsync(
            api.ConnectionString,
            $"""
            DELETE FROM events;
            INSERT INTO events OVERRIDING SYSTEM VALUE SELECT * FROM {backup}.events;
            UPDATE event_numbering SET last_sequence = (SELECT last_sequence FROM {backup}.event_numbering);
            """
        );
}
