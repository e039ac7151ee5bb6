using System.Globalization;
using System.Net;
using PagoDigitale.Platform.Http;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What goes out of use is told with every answer, by a setting.</summary>
public sealed class DeprecationTests
{
    private static readonly DateTimeOffset Since = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sunset = new(2027, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_operation_that_goes_out_of_use_says_since_when_until_when_and_where_to_read_more()
    {
        await using var api = await TestApi.StartAsync(Going("listOrganizations"));
        using var http = api.Http(await api.TokenAsync());
        using var stranger = api.Http();

        using var answer = await http.GetAsync("/v1/organizations");
        using var refusal = await stranger.GetAsync("/v1/organizations");
        using var another = await http.GetAsync("/v1/clients");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        ShouldBeGoing(answer);
        refusal.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        ShouldBeGoing(refusal);
        another.StatusCode.ShouldBe(HttpStatusCode.OK);
        ShouldStay(another);
    }

    [Fact]
    public async Task A_version_goes_with_all_its_operations_and_leaves_what_has_none()
    {
        await using var api = await TestApi.StartAsync(Going("v1"));
        using var http = api.Http(await api.TokenAsync());

        foreach (var path in new[] { "/v1/organizations", "/v1/clients" })
        {
            using var answer = await http.GetAsync(path);
            ShouldBeGoing(answer);
        }
        foreach (var path in new[] { "/status", "/problems/no-such-path", "/.well-known/jwks.json", "/nowhere" })
        {
            using var answer = await http.GetAsync(path);
            ShouldStay(answer);
        }
    }

    [Theory]
    [InlineData("readNothing")]
    [InlineData("version-1")]
    public async Task A_name_that_is_neither_operation_nor_version_ends_the_start(string name)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => TestApi.StartAsync(Going(name)));

        failure.Message.ShouldContain(name);
    }

    private static (string, string)[] Going(string name) =>
        [
            ($"{Versions.Setting}:{name}:Since", Since.ToString("O", CultureInfo.InvariantCulture)),
            ($"{Versions.Setting}:{name}:Sunset", Sunset.ToString("O", CultureInfo.InvariantCulture)),
            ($"{Versions.Setting}:{name}:Link", "https://pagodigitale.example/going"),
        ];

    private static void ShouldBeGoing(HttpResponseMessage answer)
    {
        // RFC 9745 §2.1: a structured date; RFC 8594 §3: an HTTP date.
        answer.Headers.GetValues("Deprecation").Single().ShouldBe($"@{Since.ToUnixTimeSeconds()}");
        answer.Headers.GetValues("Sunset").Single().ShouldBe(Sunset.ToString("R", CultureInfo.InvariantCulture));
        answer.Headers.GetValues("Link").Single().ShouldContain("<https://pagodigitale.example/going>; rel=\"deprecation\"");
    }

    private static void ShouldStay(HttpResponseMessage answer)
    {
        answer.Headers.Contains("Deprecation").ShouldBeFalse();
        answer.Headers.Contains("Sunset").ShouldBeFalse();
    }
}
