using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using PagoDigitale.Platform.Http;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>One setting says what the platform is called, and everything that names it follows.</summary>
public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://pagopa.comune.example", "https://pagopa.comune.example")]
    [InlineData("https://pagopa.comune.example/", "https://pagopa.comune.example")]
    [InlineData("https://regione.example/pagamenti/", "https://regione.example/pagamenti")]
    public async Task Tokens_metadata_and_problems_derive_from_it(string setting, string root)
    {
        await using var api = await TestApi.StartAsync((PublicUrl.Setting, setting));
        using var http = api.Http();

        var token = await api.TokenAsync();

        new JsonWebToken(token).Issuer.ShouldBe(root);
        var metadata = (await http.GetFromJsonAsync<JsonObject>("/.well-known/oauth-authorization-server"))!;
        Text(metadata, "issuer").ShouldBe(root);
        Text(metadata, "token_endpoint").ShouldBe($"{root}/v1/oauth/token");
        Text(metadata, "jwks_uri").ShouldBe($"{root}/.well-known/jwks.json");
        using var refused = await http.GetAsync("/nowhere");
        Text((await refused.Content.ReadFromJsonAsync<JsonObject>())!, "type").ShouldBe($"{root}/problems/no-such-path");
        Text((await http.GetFromJsonAsync<JsonObject>("/problems/no-such-path"))!, "type").ShouldBe($"{root}/problems/no-such-path");
        using var own = api.Http(token);
        (await own.GetAsync("/v1/organizations")).EnsureSuccessStatusCode();
        using var made = await own.PostAsJsonAsync("/v1/organizations", new { fiscalCode = "01234567897", name = "Ordine di prova" });
        made.Headers.Location!.ToString().ShouldBe($"{new Uri(root).AbsolutePath.TrimEnd('/')}/v1/organizations/01234567897");
    }

    /// <summary>Who believed it would have tokens of a name that the caller chose.</summary>
    [Fact]
    public async Task The_host_of_a_request_changes_nothing()
    {
        await using var api = await TestApi.StartAsync();
        using var http = api.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/oauth-authorization-server");
        request.Headers.Host = "attacker.example";
        request.Headers.Add("X-Forwarded-Host", "attacker.example");

        using var answer = await http.SendAsync(request);

        Text((await answer.Content.ReadFromJsonAsync<JsonObject>())!, "issuer").ShouldBe(TestApi.PublicUrl);
    }

    [Fact]
    public async Task Without_it_a_trial_is_called_what_it_listens_on()
    {
        await using var api = await TestApi.ListenAsync((PublicUrl.Setting, ""));
        using var http = api.Http();
        var root = api.BaseAddress.GetLeftPart(UriPartial.Authority);

        var metadata = (await http.GetFromJsonAsync<JsonObject>("/.well-known/oauth-authorization-server"))!;

        Text(metadata, "issuer").ShouldBe(root);
        (await http.GetFromJsonAsync<JsonObject>(Text(metadata, "jwks_uri")))!["keys"]!.AsArray().ShouldNotBeEmpty();
        using var own = api.Http(await api.TokenAsync());
        (await own.GetAsync("/v1/organizations")).EnsureSuccessStatusCode();
    }

    [Theory]
    [InlineData("http://*:8080", "http://localhost:8080")]
    [InlineData("http://+:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1")]
    [InlineData("https://10.1.2.3:443/", "https://10.1.2.3")]
    public void Every_address_of_the_machine_is_one_that_can_be_called(string listened, string root) =>
        new PublicUrl(Settings(null), new Listening(listened)).Root.ShouldBe(root);

    [Theory]
    [InlineData("pagopa.comune.example")]
    [InlineData("//pagopa.comune.example")]
    [InlineData("ftp://pagopa.comune.example")]
    [InlineData("https://")]
    [InlineData("https://pagopa.comune.example?")]
    [InlineData("https://pagopa.comune.example?tenant=1")]
    [InlineData("https://pagopa.comune.example#top")]
    [InlineData("https://user:password@pagopa.comune.example")]
    public void A_setting_that_is_no_address_is_refused(string setting)
    {
        var failure = Should.Throw<InvalidOperationException>(() => new PublicUrl(Settings(setting), new Listening("http://127.0.0.1:80")));

        failure.Message.ShouldContain(PublicUrl.Setting);
        failure.Message.ShouldContain(setting);
    }

    [Fact]
    public async Task With_a_setting_that_is_no_address_nothing_starts() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => TestApi.StartAsync((PublicUrl.Setting, "pagopa")))).Message.ShouldContain(
            "pagopa"
        );

    private static string Text(JsonObject from, string member) => from[member]!.GetValue<string>();

    private static IConfiguration Settings(string? url) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [PublicUrl.Setting] = url }).Build();

    private sealed class Listening(string address) : IServer
    {
        public IFeatureCollection Features { get; } = Having(address);

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }

        private static FeatureCollection Having(string address)
        {
            var features = new FeatureCollection();
            features.Set<IServerAddressesFeature>(new Addressed { Addresses = { address } });
            return features;
        }
    }

    private sealed class Addressed : IServerAddressesFeature
    {
        public ICollection<string> Addresses { get; } = [];

        public bool PreferHostingUrls { get; set; }
    }
}
