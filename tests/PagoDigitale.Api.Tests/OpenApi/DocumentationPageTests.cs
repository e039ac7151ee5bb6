using System.Net;
using System.Text.RegularExpressions;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OpenApi;

public sealed partial class DocumentationPageTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task The_page_is_there_for_anybody_and_reads_the_published_document()
    {
        using var http = _api.Http();

        var page = await PageAsync(http);

        page.ShouldContain("openapi.yaml");
        page.ShouldContain("curl");
    }

    [Fact]
    public async Task It_sends_requests_and_asks_for_tokens_where_the_instance_is()
    {
        await using var other = await TestApi.StartAsync(("PagoDigitale:PublicUrl", "https://pagopa.comune.example/pagamenti/"));
        using var http = other.Http();

        var page = await PageAsync(http);

        page.ShouldContain("\"https://pagopa.comune.example/pagamenti\"");
        page.ShouldContain("https://pagopa.comune.example/pagamenti/v1/oauth/token");
    }

    /// <summary>No other network is needed, and nobody is told that the page was opened.</summary>
    [Fact]
    public async Task Everything_it_loads_comes_from_the_instance()
    {
        using var http = _api.Http();

        var page = await PageAsync(http);

        Address().Matches(page).Select(m => m.Value).Where(a => a != TestApi.PublicUrl).ShouldBeEmpty();
        foreach (Match script in Script().Matches(page))
        {
            using var answer = await http.GetAsync(new Uri(new Uri(http.BaseAddress!, "/docs/"), script.Groups[1].Value));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, script.Value);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        }
        Script().Count(page).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Only_its_own_scripts_run_and_they_speak_with_this_instance_alone()
    {
        using var http = _api.Http();
        using var first = await OpenAsync(http);
        using var second = await OpenAsync(http);

        var policy = first.Headers.GetValues("Content-Security-Policy").Single();

        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain($"connect-src 'self' {TestApi.PublicUrl};");
        policy.ShouldContain("frame-ancestors 'none'");
        var scripts = policy.Split("; ").Single(d => d.StartsWith("script-src ", StringComparison.Ordinal));
        scripts.ShouldNotContain("unsafe");
        var nonce = Nonce().Match(scripts).Groups[1].Value;
        var html = await first.Content.ReadAsStringAsync();
        Inline().Matches(html).Select(m => m.Value).ShouldAllBe(s => s.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal));
        second.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(nonce);
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/docs/openapi.yaml")]
    [InlineData("/docs/v1")]
    [InlineData("/docs/v1/")]
    [InlineData("/docs/scalar")]
    [InlineData("/docs/a/b")]
    public async Task Nothing_else_is_below_it(string path)
    {
        using var http = _api.Http();

        using var answer = await http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("no-such-path");
    }

    [Fact]
    public async Task It_says_which_language_it_is_in()
    {
        using var http = _api.Http();
        using var answer = await OpenAsync(http);

        (await answer.Content.ReadAsStringAsync()).ShouldContain("<html lang=\"en\">");
        answer.Content.Headers.ContentLanguage.ShouldBe(["en"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http)
    {
        var answer = await http.GetAsync("/docs/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer;
    }

    private static async Task<string> PageAsync(HttpClient http)
    {
        using var answer = await OpenAsync(http);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex(@"https?://[^/""'\s\\<)]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"<script[^>]*\ssrc=""([^""]+)""")]
    private static partial Regex Script();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)[^>]*>")]
    private static partial Regex Inline();

    [GeneratedRegex(@"'nonce-([^']+)'")]
    private static partial Regex Nonce();
}
