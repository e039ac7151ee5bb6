using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Database;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

/// <summary>An entry is there before its call is answered, whatever else goes wrong; a call that cannot be noted is not answered.</summary>
public sealed class NothingUnnotedTests
{
    [Fact]
    public async Task Calls_are_noted_while_others_hold_every_connection()
    {
        var database = await TestDatabase.CreateAsync();
        await using var api = await TestApi.OverAsync($"{database};Maximum Pool Size=3;Timeout=1");
        var organization = await OrganizationAsync(api);
        using var http = await HttpAsync(api);
        var held = new List<NpgsqlConnection>();
        var source = api.Services.GetRequiredService<AppDataSource>();
        for (var i = 0; i < source.Sizes.Interactive; i++)
            held.Add(await source.Interactive.OpenConnectionAsync());

        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async i =>
                {
                    using var response = await http.GetAsync($"/v1/organizations/{organization}/debtors/deb_nothing?number={i}");
                    return response.StatusCode;
                })
        );
        foreach (var connection in held)
            await connection.DisposeAsync();

        statuses.ShouldAllBe(s => s == HttpStatusCode.ServiceUnavailable || s == HttpStatusCode.TooManyRequests);
        var noted = (await api.Admin.ActivityLog.ListAsync(organization, new() { Limit = 100 }))
            .Items.Where(e => e.OperationId == "readDebtor")
            .ToList();
        noted
            .Select(e => e.Code)
            .Distinct()
            .ShouldBeSubsetOf(["database-unavailable", "database-time-out", "overloaded", "too-many-at-once"]);
        noted.Count.ShouldBe(40);
        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Calls_made_all_at_once_are_all_there_when_they_are_answered()
    {
        await using var api = await TestApi.StartAsync();
        var organizations = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OrganizationAsync(api)));
        using var http = await HttpAsync(api);

        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async i =>
                {
                    using var response =
                        i % 4 == 0
                            ? await http.SendAsync(
                                Post($"/v1/organizations/{organizations[i % 5]}/units", $$"""{"code": "U{{i}}", "name": "U"}""")
                            )
                            : await http.GetAsync($"/v1/organizations/{organizations[i % 5]}/debtors/deb_nothing");
                    response.StatusCode.ShouldBe(i % 4 == 0 ? HttpStatusCode.Created : HttpStatusCode.NotFound);
                })
        );

        foreach (var organization in organizations)
        {
            (
                await SqlAsync(api, $"SELECT count(*) FROM activity_log WHERE organization_id = '{organization}' AND sequence IS NOT NULL")
            ).ShouldBe(40);
            var verification = await api.Admin.ActivityLog.VerifyAsync(organization);
            (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 40));
        }
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_answered()
    {
        await using var api = await TestApi.StartAsync();
        var organization = await OrganizationAsync(api);
        await Events.Feed.ExecuteAsync(api.ConnectionString, "REVOKE INSERT ON activity_log FROM pagodigitale_app");

        await RefusalAsync(503, "activity-log-unavailable", () => api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        await Should.ThrowAsync<PagoDigitaleException>(() =>
            api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "A", Name = "A" })
        );

        (await SqlAsync(api, $"SELECT count(*) FROM units WHERE organization_id = '{organization}'")).ShouldBe(0);
        await Events.Feed.ExecuteAsync(api.ConnectionString, "GRANT INSERT ON activity_log TO pagodigitale_app");
        await RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    /// <summary>
    /// The table is locked for longer than anybody waits, and connections break meanwhile. Whoever was told 503 finds an entry that says
    /// so,
    /// and none that says anything else.
    /// </summary>
    [Fact]
    public async Task A_call_that_was_told_503_is_never_noted_as_anything_else()
    {
        await using var api = await TestApi.StartAsync();
        var organizations = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OrganizationAsync(api)));
        using var http = await HttpAsync(api);
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        await using (var holding = await connection.BeginTransactionAsync())
        {
            await Events.Feed.ExecuteAsync(connection, "LOCK TABLE activity_log IN SHARE MODE");
            var calls = Enumerable
                .Range(0, 12)
                .Select(i => http.GetAsync($"/v1/organizations/{organizations[i % 3]}/debtors/deb_nothing"))
                .ToList();
            while (await SqlAsync(api, Waiting) == 0)
                await Task.Delay(20);
            await SqlAsync(
                api,
                $"SELECT count(pg_terminate_backend(pid)) FROM ({Waiting.Replace("count(*)", "pid", StringComparison.Ordinal)}) w"
            );
            foreach (var answer in await Task.WhenAll(calls))
                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        // The first call that can be noted again takes the others along.
        await RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(organizations[0], "deb_nothing"));

        await EventuallyAsync(async () =>
            await SqlAsync(
                api,
                "SELECT count(*) FROM activity_log WHERE operation_id = 'readDebtor' AND status = 503 AND code = 'activity-log-unavailable'"
            ) == 12
        );
        (await SqlAsync(api, "SELECT count(*) FROM activity_log WHERE operation_id = 'readDebtor'")).ShouldBe(13);
        (await SqlAsync(api, "SELECT count(DISTINCT trace_id) FROM activity_log WHERE operation_id = 'readDebtor'")).ShouldBe(13);
        foreach (var organization in organizations)
            (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    private const string Waiting = """
        SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pagodigitale/journal' AND datname = current_database()
            AND wait_event_type = 'Lock'
        """;

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            i.ShouldBeLessThan(500, "it did not come about in ten seconds");
            await Task.Delay(20);
        }
    }

    /// <summary>Somebody holds the chain of one organization: an operator's console, a replica that froze. By either lock.</summary>
    [Theory]
    [InlineData(
        """
            SELECT pg_advisory_xact_lock(hashtextextended('activity/{0}', 0)); SELECT FROM activity_heads
                WHERE organization_id = '{0}' FOR UPDATE
            """
    )]
    [InlineData("SELECT FROM activity_heads WHERE organization_id = '{0}' FOR UPDATE")]
    public async Task A_chain_that_is_held_keeps_nobody_waiting_and_gets_its_entries_later(string hold)
    {
        await using var api = await TestApi.StartAsync();
        var (organization, other) = (await OrganizationAsync(api), await OrganizationAsync(api));
        await api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "Z", Name = "Z" });
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        await using (var holding = await connection.BeginTransactionAsync())
        {
            await Events.Feed.ExecuteAsync(
                connection,
                string.Format(System.Globalization.CultureInfo.InvariantCulture, hold, organization)
            );

            // Each waits for the one before: anything that waited for the lock would take the test beyond its time.
            var others = Task.Run(async () =>
            {
                for (var i = 0; i < 20; i++)
                    await RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(other, "deb_nothing"));
            });
            for (var i = 0; i < 10; i++)
            {
                await api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = $"A{i}", Name = "A" });
                await RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
            }
            await others.WaitAsync(TimeSpan.FromSeconds(60));

            (
                await SqlAsync(api, $"SELECT count(*) FROM activity_log WHERE organization_id = '{organization}' AND sequence IS NULL")
            ).ShouldBe(20, "noted, and waiting for its place");
            (await SqlAsync(api, $"SELECT count(*) FROM activity_log WHERE organization_id = '{other}' AND sequence IS NOT NULL")).ShouldBe(
                20
            );
            (await api.Admin.ActivityLog.VerifyAsync(other)).EntriesVerified.ShouldBe(20);
            // The log can be read meanwhile, as far as it goes.
            (await api.Admin.ActivityLog.VerifyAsync(organization)).EntriesVerified.ShouldBe(1);
        }

        (await api.SettleActivityLogAsync()).ShouldBeGreaterThan(0);
        (await SqlAsync(api, "SELECT count(*) FROM activity_log WHERE sequence IS NULL")).ShouldBe(0);
        var verification = await api.Admin.ActivityLog.VerifyAsync(organization);
        (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 22));
    }

    /// <summary>Who reads the log finds what was answered before, also what another replica could not place just then.</summary>
    [Fact]
    public async Task Whoever_reads_the_log_gives_waiting_entries_their_place_first()
    {
        await using var api = await TestApi.StartAsync();
        var organization = await OrganizationAsync(api);
        await Events.Feed.ExecuteAsync(
            api.ConnectionString,
            $"""
            INSERT INTO activity_log (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome,
                trace_id)
            SELECT '{organization}', gen_random_uuid(), now(), 'another-replica', 'createUnit', 'POST', '/', 201, 'succeeded', 'x'
                FROM generate_series(1, 1500)
            """
        );

        (await api.Admin.ActivityLog.ListAsync(organization, new() { ClientId = "another-replica" })).Items.ShouldNotBeEmpty();

        var verification = await api.Admin.ActivityLog.VerifyAsync(organization);
        (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 1501));
    }

    /// <summary>Each replica believes the head to be where it left it, and finds that it is not.</summary>
    [Fact]
    public async Task Replicas_that_write_in_turn_and_at_once_make_one_chain()
    {
        await using var one = await TestApi.StartAsync();
        await using var two = await TestApi.BesideAsync(one, TestClock.Instance);
        var organization = await OrganizationAsync(one);

        for (var round = 0; round < 5; round++)
        {
            await RefusalAsync(404, "debtor-not-found", () => one.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
            await RefusalAsync(404, "debtor-not-found", () => two.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        }
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    RefusalAsync(
                        404,
                        "debtor-not-found",
                        () => (i % 2 == 0 ? one : two).Admin.Debtors.ReadAsync(organization, "deb_nothing")
                    )
                )
        );

        var verification = await two.Admin.ActivityLog.VerifyAsync(organization);
        (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 70));
    }
}
