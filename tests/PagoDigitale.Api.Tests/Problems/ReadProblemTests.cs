using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Problems;

/// <summary>Who follows the type of a problem finds out what it means.</summary>
public sealed class ReadProblemTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task The_type_of_a_problem_leads_to_the_page_that_explains_it()
    {
        var organization = await OrganizationAsync(_api);
        var root = $"/v1/organizations/{organization}";
        using var http = await HttpAsync(_api);
        using var stranger = _api.Http();

        foreach (
            var (client, method, path, body, status, code) in new (HttpClient, HttpMethod, string, string?, int, string)[]
            {
                (stranger, HttpMethod.Get, $"{root}/positions", null, 401, "missing-token"),
                (http, HttpMethod.Get, "/nowhere", null, 404, "no-such-path"),
                (http, HttpMethod.Delete, "/status", null, 405, "method-not-allowed"),
                (http, HttpMethod.Get, $"{root}/positions?limit=0", null, 400, "invalid-parameter"),
                (http, HttpMethod.Get, $"{root}/services/NESSUNO", null, 404, "service-not-found"),
                (http, HttpMethod.Post, $"{root}/units", "{", 400, "malformed-json"),
                (http, HttpMethod.Post, $"{root}/units", """{"code":"","name":""}""", 422, "validation-failed"),
            }
        )
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var refused = await client.SendAsync(request);
            var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
            ((int)refused.StatusCode, Text(problem, "code")).ShouldBe((status, code));

            var explained = await ExplainedAsync(stranger, Text(problem, "type"));
            Text(explained, "code").ShouldBe(code);
            Text(explained, "type").ShouldBe(Text(problem, "type"));
            explained["statuses"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldContain(status);
            foreach (var field in problem["errors"]!.AsArray())
                Text(
                        await ExplainedAsync(
                            stranger,
                            Problem.TypeOf(Text(field!.AsObject(), "code"), _api.Services.GetRequiredService<PublicUrl>())
                        ),
                        "remedy"
                    )
                    .ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("text/html", "text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("text/*", "text/html")]
    public async Task Who_prefers_pages_gets_pages(string? accept, string mediaType)
    {
        using var http = _api.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/problems/busy");
        request.Headers.Accept.Clear();
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        response.Headers.Vary.ShouldContain("Accept");
        response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("it", "it")]
    [InlineData("it-IT,it;q=0.9,en-US;q=0.8,en;q=0.7", "it")]
    [InlineData("it-IT", "it")]
    [InlineData("IT-ch, en;q=0.9", "it")]
    [InlineData("it;q=0, en", "en")]
    [InlineData("nonsense;;q", "en")]
    [InlineData("en;q=0.5, it;q=0.4", "en")]
    [InlineData("de, it;q=0.2", "it")]
    [InlineData("de", "en")]
    [InlineData("*", "en")]
    [InlineData("en;q=0, *", "it")]
    [InlineData("en-GB;q=0, *;q=0.5", "it")]
    public async Task The_catalogue_speaks_the_language_the_caller_likes_best(string? accept, string language)
    {
        using var http = _api.Http();
        if (accept is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accept);

        using var response = await http.GetAsync("/problems/version-mismatch");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/problems/version-mismatch");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var page = await http.SendAsync(request);

        var meaning =
            language == "it"
                ? "La risorsa non è più come è stata letta: qualcun altro l'ha modificata."
                : "The resource is not as it was read: somebody else has changed it.";
        Text((await response.Content.ReadFromJsonAsync<JsonObject>())!, "meaning").ShouldBe(meaning);
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        html.ShouldContain(meaning);
        html.ShouldContain($"<html lang=\"{language}\">");
        html.ShouldContain(language == "it" ? "Che cosa fare" : "What to do");
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        response.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Fact]
    public async Task A_code_that_is_none_is_not_found()
    {
        using var http = _api.Http();
        using var response = await http.GetAsync("/problems/no-such-code");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Text((await response.Content.ReadFromJsonAsync<JsonObject>())!, "code").ShouldBe("problem-not-found");
    }

    private static async Task<JsonObject> ExplainedAsync(HttpClient http, string type)
    {
        using var response = await http.GetAsync(new Uri(type).AbsolutePath);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, type);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static string Text(JsonObject node, string member) => node[member]!.GetValue<string>();
}
