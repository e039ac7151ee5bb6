using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Platform.Security;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Requests nobody sends by mistake: each gets a clear refusal, never a 500.</summary>
public sealed class HostileRequestTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("grant_type=client_credentials&client_id=%00&client_secret=x", HttpStatusCode.BadRequest)]
    [InlineData("grant_type=client_credentials&client_id=test-admin&client_secret=%00", HttpStatusCode.BadRequest)]
    [InlineData("long-key", HttpStatusCode.BadRequest)]
    [InlineData("many-keys", HttpStatusCode.BadRequest)]
    public async Task A_token_request_that_is_garbage_is_refused(string form, HttpStatusCode expected)
    {
        using var http = one.Api.Http();
        var body = form switch
        {
            "long-key" => new string('x', 5_000),
            "many-keys" => string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"a{i}=1")),
            _ => form,
        };
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await http.PostAsync("/v1/oauth/token", content);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("allocations?day=9999-12-31")]
    [InlineData("receipts?paidFrom=0001-01-01")]
    [InlineData("flows?createdTo=9999-12-31")]
    [InlineData("bank-statements?createdFrom=0001-01-01")]
    public async Task A_day_at_the_edge_of_time_is_refused(string query)
    {
        using var http = await AdminAsync();
        var organization = await Registry.OrganizationAsync(one.Api);

        using var response = await http.GetAsync($"/v1/organizations/{organization}/{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("date-out-of-range");
    }

    [Theory]
    [InlineData("{\"fiscalCode\":\"01234567897\",\"name\":\"A\",\"name\":\"B\"}", "Duplicate property")]
    [InlineData("{\"fiscalCode\":\"01234567897\",\"Name\":\"A\"}", "name")]
    [InlineData("{\"fiscalCode\":1,\"name\":\"A\"}", "has the wrong type")]
    public async Task A_body_whose_members_are_ambiguous_or_wrong_is_refused_without_a_word_about_our_types(string body, string said)
    {
        using var http = await AdminAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.PostAsync("/v1/organizations", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain(said);
        text.ShouldNotContain("System.");
        text.ShouldNotContain("PagoDigitale.Api");
    }

    [Fact]
    public async Task Answers_are_kept_by_no_cache()
    {
        using var http = await AdminAsync();

        using var list = await http.GetAsync("/v1/organizations");
        using var status = await http.GetAsync("/status");

        list.Headers.CacheControl!.NoStore.ShouldBeTrue();
        status.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(60));
    }

    private async Task<HttpClient> AdminAsync() =>
        one.Api.Http(await one.Api.Services.GetRequiredService<AccessTokens>().IssueAsync(TestApi.AdminClientId, Scopes.All, ["*"], CancellationToken.None));
}
