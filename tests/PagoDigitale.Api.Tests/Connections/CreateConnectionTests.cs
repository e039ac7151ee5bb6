using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class CreateConnectionTests(OneApi one) : IClassFixture<OneApi>
{
    private IConnectionsClient Connections => one.Api.Admin.Connections;

    [Fact]
    public async Task It_is_there_with_what_was_left_out_and_its_key_is_told_to_nobody()
    {
        var code = await OrganizationAsync(one.Api);

        var created = await Connections.CreateAsync(
            code,
            new()
            {
                Code = "fdr",
                SubscriptionKey = "9f1c6f0d2b7e4a558d3e0c1b2a394857",
                SubscriptionKeyExpiresOn = TestClock.Today.AddYears(1),
                IsPaused = true,
            }
        );

        (created.BaseUrl, created.HasSubscriptionKey, created.State, created.Version).ShouldBe(
            ("https://api.platform.pagopa.it/fdr-org/service/v1", true, "paused", 1)
        );
        created.SubscriptionKeyExpiresOn.ShouldBe(TestClock.Today.AddYears(1));
        using var http = await HttpAsync(one.Api);
        (await http.GetStringAsync($"/v1/organizations/{code}/connections/fdr")).ShouldNotContain("9f1c6f0d");
        var isSealed = $"organization_id = '{code}' AND position('9f1c6f0d'::bytea IN subscription_key) = 0";
        (await SqlAsync(one.Api, $"SELECT count(*) FROM connections WHERE {isSealed}")).ShouldBe(1);
    }

    [Theory]
    [InlineData("FDR")]
    [InlineData("bizevents")]
    [InlineData("BizEvents")]
    [InlineData("biz_events")]
    public async Task A_code_in_another_spelling_is_none(string code)
    {
        var organization = await OrganizationAsync(one.Api);
        using var http = await HttpAsync(one.Api);

        using var answer = await http.SendAsync(
            Post($"/v1/organizations/{organization}/connections", $$"""{"code": "{{code}}", "isPaused": true}""")
        );

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("must be one of aca, biz-events, fdr");
        (await Connections.ListAsync(organization)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_one_is_refused_and_the_same_call_repeated_is_not()
    {
        var code = await OrganizationAsync(one.Api);
        var input = new ConnectionInput { Code = "fdr", IsPaused = true };
        await Connections.CreateAsync(code, input, "una-volta");

        (await Connections.CreateAsync(code, input, "una-volta")).Version.ShouldBe(1);
        await RefusalAsync(409, "connection-already-exists", () => Connections.CreateAsync(code, input));
    }

    [Theory]
    [InlineData("ftp://api.example/x")]
    [InlineData("http://api.example/x")]
    [InlineData("https://10.0.0.1/fdr")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/fdr")]
    [InlineData("https://[::ffff:10.0.0.1]/fdr")]
    [InlineData("https://167772161/fdr")]
    [InlineData("https://0xa.1/fdr")]
    [InlineData("https://user:password@api.example/fdr")]
    [InlineData("https://api.example/fdr?key=1")]
    [InlineData("https://api.example/fdr#1")]
    [InlineData("/organizations")]
    [InlineData("https://api.example ")]
    [InlineData("solo parole")]
    public async Task An_address_that_nobody_should_be_sent_to_is_refused(string baseUrl)
    {
        var code = await OrganizationAsync(one.Api);

        await FieldRefusalAsync(
            "baseUrl",
            "address-not-allowed",
            () => Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = baseUrl })
        );
        (await Connections.ListAsync(code)).Items.ShouldBeEmpty();
    }

    [Theory, InlineData("due parole"), InlineData("chiavè")]
    public async Task A_key_that_no_header_takes_is_refused(string key)
    {
        var code = await OrganizationAsync(one.Api);

        await FieldRefusalAsync(
            "subscriptionKey",
            "key-malformed",
            () => Connections.CreateAsync(code, new() { Code = "fdr", SubscriptionKey = key })
        );
    }
}
