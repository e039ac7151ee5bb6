using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Tests.Platform;
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

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var response = await http.GetAsync($"/v1/organizations/{organization}/debtors/deb_nothing?number={i}");
            return response.StatusCode;
        }));
        foreach (var connection in held)
            await connection.DisposeAsync();

        statuses.ShouldAllBe(s => s == HttpStatusCode.ServiceUnavailable || s == HttpStatusCode.TooManyRequests);
        var noted = (await api.Admin.ActivityLog.ListAsync(organization, limit: 100)).Items.Where(e => e.OperationId == "readDebtor").ToList();
        noted.Select(e => e.Code).Distinct().ShouldBeSubsetOf(["database-unavailable", "database-time-out", "overloaded", "too-many-at-once"]);
        noted.Count.ShouldBe(40);
        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Calls_made_all_at_once_are_all_there_when_they_are_answered()
    {
        await using var api = await TestApi.StartAsync();
        var organizations = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OrganizationAsync(api)));
        using var http = await HttpAsync(api);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var response = i % 4 == 0
                ? await http.SendAsync(Post($"/v1/organizations/{organizations[i % 5]}/units", $$"""{"code": "U{{i}}", "name": "U"}"""))
                : await http.GetAsync($"/v1/organizations/{organizations[i % 5]}/debtors/deb_nothing");
            response.StatusCode.ShouldBe(i % 4 == 0 ? HttpStatusCode.Created : HttpStatusCode.NotFound);
        }));

        foreach (var organization in organizations)
        {
            (await SqlAsync(api, $"SELECT count(*) FROM activity_log WHERE organization_id = '{organization}' AND sequence IS NOT NULL")).ShouldBe(40);
            var verification = await api.Admin.ActivityLog.VerifyAsync(organization);
            (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 40));
        }
    }

    /// <summary>Somebody holds the chain of one organization for longer than anybody waits.</summary>
    [Fact]
    public async Task What_cannot_be_noted_is_not_answered_and_a_change_is_kept_and_placed_later()
    {
        await using var api = await TestApi.StartAsync();
        var (organization, other) = (await OrganizationAsync(api), await OrganizationAsync(api));
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        await using (var holding = await connection.BeginTransactionAsync())
        {
            await Events.Feed.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('activity/{organization}', 0))");

            var change = api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "A", Name = "A" });
            var read = RefusalAsync(503, "activity-log-unavailable", () => api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
            await Task.WhenAll(change, read, RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(other, "deb_nothing")));
        }

        // By the job, unless the writer, whose callers had gone, got the lock first.
        await api.SettleActivityLogAsync();
        (await SqlAsync(api, $"SELECT count(*) FROM activity_log WHERE organization_id = '{organization}' AND sequence IS NULL")).ShouldBe(0);
        (await api.Admin.ActivityLog.ListAsync(organization)).Items.ShouldContain(e => e.OperationId == "createUnit" && e.Outcome == "succeeded");
        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    /// <summary>Each replica believes the head to be where it left it, and finds that it is not.</summary>
    [Fact]
    public async Task Replicas_that_write_in_turn_and_at_once_make_one_chain()
    {
        await using var one = await TestApi.StartAsync();
        await using var two = await TestApi.OverAsync(one.ConnectionString);
        var organization = await OrganizationAsync(one);

        for (var round = 0; round < 5; round++)
        {
            await RefusalAsync(404, "debtor-not-found", () => one.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
            await RefusalAsync(404, "debtor-not-found", () => two.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        }
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            RefusalAsync(404, "debtor-not-found", () => (i % 2 == 0 ? one : two).Admin.Debtors.ReadAsync(organization, "deb_nothing"))));

        var verification = await two.Admin.ActivityLog.VerifyAsync(organization);
        (verification.IsIntact, verification.EntriesVerified).ShouldBe((true, 70));
    }
}
