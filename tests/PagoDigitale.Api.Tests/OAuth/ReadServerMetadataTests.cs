using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OAuth;

/// <summary>What the metadata say is tried, not compared with itself.</summary>
public sealed class ReadServerMetadataTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task Every_address_begins_with_the_issuer_and_answers()
    {
        using var anybody = _api.Client(null, null);
        using var http = _api.Http();

        var metadata = await anybody.Oauth.ReadServerMetadataAsync();

        metadata.Issuer.OriginalString.ShouldBe(TestApi.PublicUrl);
        var keys = await http.GetAsync(PathOf(metadata.JwksUri));
        keys.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await keys.Content.ReadFromJsonAsync<JsonObject>())!["keys"]!.AsArray().ShouldNotBeEmpty();
        using var page = await http.GetAsync(PathOf(metadata.ServiceDocumentation));
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task Every_way_to_authenticate_it_names_gets_a_token_of_its_issuer_for_any_scope_it_names()
    {
        using var anybody = _api.Client(null, null);
        var metadata = await anybody.Oauth.ReadServerMetadataAsync();

        foreach (var method in metadata.TokenEndpointAuthMethodsSupported)
        foreach (var grant in metadata.GrantTypesSupported)
        {
            var token = await TokenAsync(PathOf(metadata.TokenEndpoint), method, grant, metadata.ScopesSupported);
            token.Issuer.ShouldBe(metadata.Issuer.OriginalString, method);
            token.GetClaim("scope").Value.Split(' ').ShouldBe(metadata.ScopesSupported, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task It_names_every_scope_and_no_other_grant()
    {
        using var anybody = _api.Client(null, null);

        var metadata = await anybody.Oauth.ReadServerMetadataAsync();

        metadata.ScopesSupported.ShouldBe(Scopes.All, ignoreOrder: true);
        metadata.ResponseTypesSupported.ShouldBeEmpty();
        foreach (var grant in new[] { "password", "refresh_token", "authorization_code", "urn:ietf:params:oauth:grant-type:jwt-bearer" })
        {
            metadata.GrantTypesSupported.ShouldNotContain(grant);
            var refused = await Should.ThrowAsync<PagoDigitaleException>(() =>
                anybody.Oauth.IssueTokenAsync(
                    new()
                    {
                        GrantType = grant,
                        ClientId = TestApi.AdminClientId,
                        ClientSecret = TestApi.AdminSecret,
                    }
                )
            );
            refused.Code.ShouldBe("unsupported-grant-type");
        }
    }

    private async Task<JsonWebToken> TokenAsync(string path, string method, string grant, IEnumerable<string> scopes)
    {
        using var http = _api.Http();
        var form = new Dictionary<string, string> { ["grant_type"] = grant, ["scope"] = string.Join(' ', scopes) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        switch (method)
        {
            case "client_secret_basic":
                var pair = $"{TestApi.AdminClientId}:{TestApi.AdminSecret}";
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.ASCII.GetBytes(pair))
                );
                break;
            case "client_secret_post":
                form["client_id"] = TestApi.AdminClientId;
                form["client_secret"] = TestApi.AdminSecret;
                break;
            default:
                throw new NotSupportedException($"{method} is announced, and no test tries it.");
        }
        request.Content = new FormUrlEncodedContent(form);
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, method);
        return new JsonWebToken((await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>());
    }

    private static string PathOf(Uri address) => address.AbsolutePath;
}
