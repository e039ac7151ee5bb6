using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What is wrong with the database is no fault of the request: 503, when to come back, and never 500.</summary>
public sealed class DatabaseFailureTests(OwnNode f) : IClassFixture<OwnNode>
{
    [Theory]
    [InlineData("08006", "database-unavailable")]
    [InlineData("25006", "database-unavailable")]
    [InlineData("53000", "database-unavailable")]
    [InlineData("53100", "storage-full")]
    [InlineData("53200", "database-unavailable")]
    [InlineData("53300", "database-unavailable")]
    [InlineData("53400", "database-unavailable")]
    [InlineData("57014", "database-time-out")]
    [InlineData("57P01", "database-unavailable")]
    [InlineData("57P02", "database-unavailable")]
    [InlineData("57P03", "database-unavailable")]
    [InlineData("58000", "database-unavailable")]
    [InlineData("58030", "database-unavailable")]
    [InlineData("58P01", "database-unavailable")]
    [InlineData("40001", "busy")]
    [InlineData("40P01", "busy")]
    [InlineData("55P03", "busy")]
    public async Task Whatever_the_server_says_of_itself_is_503_for_clients_and_no_valid_answer_for_the_node(string state, string code)
    {
        await using var failing = await FailingAsync("positions", $"RAISE EXCEPTION 'as the server would' USING ERRCODE = '{state}'");
        using var http = f.Api.Http(await f.Api.TokenAsync());
        var organization = await TestOrganization.CreateAsync(f.Api.Admin);

        using var answer = await http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/positions", Position(organization));

        await ShouldBePassingAsync(answer, code);
    }

    [Theory]
    [InlineData("53100")]
    [InlineData("57014")]
    [InlineData("58030")]
    public async Task The_node_gets_no_valid_answer_and_comes_again(string state)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var request = Requests.SendRt(organization, Requests.Receipt(organization, notice));
        await using (await FailingAsync("inbound_messages", $"RAISE EXCEPTION 'as the server would' USING ERRCODE = '{state}'"))
        {
            var receipt = await f.Node.SendAsync(organization.Station, request);
            (receipt.Status, receipt.Response).ShouldBe((HttpStatusCode.InternalServerError, null));
            var question = await f.VerifyAsync(organization, notice.Number);
            (question.Status, question.Response).ShouldBe((HttpStatusCode.InternalServerError, null));
        }

        (await f.Node.SendAsync(organization.Station, request)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_backend_that_dies_in_the_middle_of_a_request_is_503_and_nothing_was_changed()
    {
        using var http = f.Api.Http(await f.Api.TokenAsync());
        var organization = await TestOrganization.CreateAsync(f.Api.Admin);
        await using (await FailingAsync("positions", "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5)"))
        {
            using var answer = await http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/positions", Position(organization));
            await ShouldBePassingAsync(answer, "database-unavailable");
        }

        (await f.Rows.ReadAsync<long>("SELECT count(*) FROM positions WHERE organization_id = $1", organization.Code)).ShouldBe(0);
        using var again = await http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/positions", Position(organization));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_statement_whose_time_is_over_is_a_time_out_by_SQL_and_by_EF_Core()
    {
        await using var scope = await f.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(TenantSession.Platform);
        scope.Session.CommandTimeout = 1;
        (await TranslateAsync(() => scope.Session.ExecuteAsync("SELECT pg_sleep(20)", default))).Code.ShouldBe("database-time-out");

        await using var second = await f.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(TenantSession.Platform);
        var db = second.Get<PagoDb>();
        db.Database.SetCommandTimeout(1);
        var byEf = await TranslateAsync(() => db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM pg_sleep(20)").ToListAsync());
        byEf.Code.ShouldBe("database-time-out");

        await using var third = await f.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(TenantSession.Platform);
        await third.Session.ExecuteAsync("SET LOCAL statement_timeout = 200", default);
        (await TranslateAsync(() => third.Session.ExecuteAsync("SELECT pg_sleep(20)", default))).Code.ShouldBe("database-time-out");
    }

    /// <summary>As a bad plan makes it, or a lock: the statement is there and does not end.</summary>
    [Fact]
    public async Task A_call_whose_statement_takes_too_long_is_503_and_says_when_to_come_back()
    {
        await using var api = await TestApi.OverAsync($"{await TestDatabase.CreateAsync()};Command Timeout=3");
        var organization = await TestOrganization.CreateAsync(api.Admin);
        var position = await api.Admin.Positions.CreateAsync(organization.Code, organization.Position());
        using var http = api.Http(await api.TokenAsync());
        var positions = $"/v1/organizations/{organization.Code}/positions";
        await using (await HoldAsync(api, "LOCK TABLE positions"))
        {
            var answers = await Task.WhenAll(
                http.GetAsync(positions),
                http.GetAsync($"{positions}/{position.Id}"),
                http.PostAsJsonAsync(positions, Position(organization))
            );
            foreach (var answer in answers)
                await ShouldBePassingAsync(answer, "database-time-out");
        }

        (await api.Admin.Positions.ListAsync(organization.Code)).Items.ShouldHaveSingleItem().Id.ShouldBe(position.Id);
    }

    /// <summary>
    /// A table on a disk of one megabyte, which really is full; where nobody may mount one, the server's own words for it.
    /// </summary>
    [Fact]
    public async Task A_full_disk_is_503_until_there_is_room_again()
    {
        using var http = f.Api.Http(await f.Api.TokenAsync());
        var organization = await TestOrganization.CreateAsync(f.Api.Admin);
        var statuses = new List<HttpStatusCode>();
        await using (await FullDisk.OfAsync(f, "positions"))
        {
            for (var i = 0; i < 300 && !statuses.Contains(HttpStatusCode.ServiceUnavailable); i++)
            {
                using var answer = await http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/positions", Position(organization));
                statuses.Add(answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    await ShouldBePassingAsync(answer, "storage-full");
            }
            statuses.ToHashSet().ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable]);
            statuses.Contains(HttpStatusCode.ServiceUnavailable).ShouldBeTrue();
        }

        using var again = await http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/positions", Position(organization));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await f.Rows.ReadAsync<long>("SELECT count(*) FROM positions WHERE organization_id = $1", organization.Code)).ShouldBe(
            statuses.Count(s => s == HttpStatusCode.Created) + 1
        );
    }

    /// <summary>In a transaction that ends when it is disposed.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(TestApi api, string sql)
    {
        var connection = new NpgsqlConnection($"{api.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<ApiError> TranslateAsync(Func<Task> work) =>
        FailureHandling.Translate(await Should.ThrowAsync<Exception>(work)).ShouldNotBeNull();

    private static object Position(TestOrganization organization) =>
        new
        {
            serviceCode = organization.Service,
            description = "Quota 2026",
            debtor = new
            {
                type = "F",
                fiscalCode = "RSSMRA80A01H501U",
                name = "Mario Rossi",
            },
            paymentOptions = new[] { new { instalments = new[] { new { amountCents = 10_000, dueDate = "2026-12-31" } } } },
        };

    private static async Task ShouldBePassingAsync(HttpResponseMessage answer, string code)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    /// <summary>Until it is disposed, whoever inserts into the table finds the server saying or doing this.</summary>
    private async Task<IAsyncDisposable> FailingAsync(string table, string what)
    {
        await f.Rows.ExecuteAsync(
            $"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {what}; RETURN NEW; END $$"
        );
        await f.Rows.ExecuteAsync($"CREATE TRIGGER failing BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION fail()");
        return new Undo(() => f.Rows.ExecuteAsync("DROP FUNCTION fail CASCADE"));
    }
}
