using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class ChangeConnectionTests(OneApi one) : IClassFixture<OneApi>
{
    private IConnectionsClient Connections => one.Api.Admin.Connections;

    [Fact]
    public async Task What_is_left_out_stays_the_key_too()
    {
        var code = await ConnectedAsync();

        var changed = await Connections.ChangeAsync(
            code,
            "fdr",
            1,
            new() { IsPaused = true, SubscriptionKeyExpiresOn = TestClock.Today.AddDays(90) }
        );

        (changed.IsPaused, changed.HasSubscriptionKey, changed.Version, changed.State).ShouldBe((true, true, 2, "paused"));
        (await StoredAsync(code)).ShouldBe(1);
        await RefusalAsync(412, "version-mismatch", () => Connections.ChangeAsync(code, "fdr", 1, new() { IsPaused = false }));
    }

    [Fact]
    public async Task A_key_goes_to_no_other_server_than_it_was_entered_for()
    {
        var code = await ConnectedAsync();

        foreach (var elsewhere in new[] { "https://evil.example/x", "https://api.example:8443/fdr", "https://api.example.evil.example" })
            await FieldRefusalAsync(
                "subscriptionKey",
                "subscription-key-required",
                () => Connections.ChangeAsync(code, "fdr", 1, new() { BaseUrl = elsewhere })
            );
        (await Connections.ChangeAsync(code, "fdr", 1, new() { BaseUrl = "https://api.example/altro/v2/" })).BaseUrl.ShouldBe(
            "https://api.example/altro/v2"
        );
        (
            await Connections.ChangeAsync(code, "fdr", 2, new() { BaseUrl = "https://other.example", SubscriptionKey = "un-altra" })
        ).HasSubscriptionKey.ShouldBeTrue();
    }

    [Fact]
    public async Task Null_takes_the_key_away()
    {
        var code = await ConnectedAsync();
        using var http = await HttpAsync(one.Api);

        using var answer = await http.SendAsync(
            Patch($"/v1/organizations/{code}/connections/fdr", """{"subscriptionKey": null, "baseUrl": "https://other.example"}""", "\"1\"")
        );

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        (await Connections.ReadAsync(code, "fdr")).HasSubscriptionKey.ShouldBeFalse();
        (await StoredAsync(code)).ShouldBe(0);
    }

    [Fact]
    public async Task What_stands_for_the_kept_key_is_no_key_that_can_be_sent()
    {
        var code = await ConnectedAsync();
        using var http = await HttpAsync(one.Api);

        using var answer = await http.SendAsync(
            Patch(
                $"/v1/organizations/{code}/connections/fdr",
                """{"subscriptionKey": "\u0001", "baseUrl": "https://evil.example"}""",
                "\"1\""
            )
        );

        ((int)answer.StatusCode).ShouldBe(422);
        (await Connections.ReadAsync(code, "fdr")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task The_rules_of_a_new_one_hold()
    {
        var code = await ConnectedAsync();

        await FieldRefusalAsync(
            "baseUrl",
            "address-not-allowed",
            () => Connections.ChangeAsync(code, "fdr", 1, new() { BaseUrl = "https://192.168.0.1", SubscriptionKey = "k" })
        );
        await FieldRefusalAsync(
            "subscriptionKey",
            "key-malformed",
            () => Connections.ChangeAsync(code, "fdr", 1, new() { SubscriptionKey = "due parole" })
        );
    }

    private async Task<string> ConnectedAsync()
    {
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(
            code,
            new()
            {
                Code = "fdr",
                BaseUrl = "https://api.example/fdr",
                SubscriptionKey = "una-chiave",
            }
        );
        return code;
    }

    private Task<long> StoredAsync(string code) =>
        SqlAsync(one.Api, $"SELECT count(subscription_key) FROM connections WHERE organization_id = '{code}'");
}
