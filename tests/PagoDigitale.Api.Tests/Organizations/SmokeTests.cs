using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class SmokeTests
{
    [Fact]
    public async Task An_organization_is_created_read_and_changed()
    {
        await using var api = await TestApi.StartAsync();
        using var http = new HttpClient { BaseAddress = api.BaseAddress };
        var token = await http.PostAsync("/v1/oauth/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = TestApi.AdminClientId, ["client_secret"] = TestApi.AdminSecret,
        }));
        Console.WriteLine(await token.Content.ReadAsStringAsync());
        var access = (await token.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", access);
        using var created = await http.PostAsJsonAsync("/v1/organizations", new { fiscalCode = "01234567897", name = "Ordine di prova" });
        (await created.Content.ReadAsStringAsync()).ShouldContain("\"fiscalCode\":\"01234567897\"");
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/v1/organizations/01234567897")
        {
            Content = new StringContent("{\"sector\":\"Segreteria\",\"bogus\":1}", System.Text.Encoding.UTF8, "application/merge-patch+json"),
        };
        patch.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var patched = await http.SendAsync(patch);
        Console.WriteLine(await patched.Content.ReadAsStringAsync());
        using var list = await http.GetAsync("/v1/organizations?limit=1&bogus=2");
        Console.WriteLine(await list.Content.ReadAsStringAsync());
        using var doc = await http.GetAsync("/openapi/v1.json");
        doc.EnsureSuccessStatusCode();
        using var none = await http.GetAsync("/v1/nothing");
        Console.WriteLine(await none.Content.ReadAsStringAsync());
        await api.SettleActivityLogAsync();
    }
}
