using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class CreateClientSecretTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task A_new_secret_lets_the_old_one_work_until_the_moment_said()
    {
        var created = await ProgramAsync(_api, ["organizations:read"], NewCode());

        var overlapping = await RotateAsync(created.ClientId, TestClock.Now.AddHours(1));
        (await TokenStatusAsync(_api, created.ClientId, created.ClientSecret!)).ShouldBe(HttpStatusCode.OK);
        (await TokenStatusAsync(_api, created.ClientId, overlapping)).ShouldBe(HttpStatusCode.OK);
        (await Clients.ReadAsync(created.ClientId)).Secrets.Select(s => s.ExpiresAt is null).ShouldBe([true, false]);

        var last = await Clients.CreateSecretAsync(created.ClientId, new ApiClientSecretInput());
        (await TokenStatusAsync(_api, created.ClientId, created.ClientSecret!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenStatusAsync(_api, created.ClientId, overlapping)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenStatusAsync(_api, created.ClientId, last.ClientSecret)).ShouldBe(HttpStatusCode.OK);
        (await Clients.ReadAsync(created.ClientId)).Secrets.ShouldHaveSingleItem().SecretId.ShouldBe(last.SecretId);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(91)]
    public async Task The_previous_secrets_end_within_ninety_days(int days)
    {
        var created = await ProgramAsync(_api, ["services:read"], NewCode());

        await FieldRefusalAsync(
            "previousExpiresAt",
            "overlap-out-of-range",
            () => Clients.CreateSecretAsync(created.ClientId, new ApiClientSecretInput { PreviousExpiresAt = TestClock.Now.AddDays(days) })
        );

        var read = await Clients.ReadAsync(created.ClientId);
        (read.Version, read.Secrets.ShouldHaveSingleItem().ExpiresAt).ShouldBe((1, null));
    }

    [Fact]
    public async Task Ten_secrets_work_at_once_and_without_an_overlap_there_is_always_another()
    {
        var created = await ProgramAsync(_api, ["services:read"], NewCode());
        var overlap = new ApiClientSecretInput { PreviousExpiresAt = TestClock.Now.AddHours(1) };
        for (var i = 1; i < 10; i++)
            await Clients.CreateSecretAsync(created.ClientId, overlap);

        await RefusalAsync(409, "too-many-secrets", () => Clients.CreateSecretAsync(created.ClientId, overlap));
        (await Clients.ReadAsync(created.ClientId)).Secrets.Count.ShouldBe(10);
        (await TokenStatusAsync(_api, created.ClientId, created.ClientSecret!)).ShouldBe(HttpStatusCode.OK);

        await Clients.CreateSecretAsync(created.ClientId, new ApiClientSecretInput());
        (await Clients.ReadAsync(created.ClientId)).Secrets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_is_none_gets_no_secret() =>
        await RefusalAsync(404, "client-not-found", () => Clients.CreateSecretAsync("cli_nobody", new ApiClientSecretInput()));

    private async Task<string> RotateAsync(string clientId, DateTimeOffset previousExpiresAt)
    {
        using var http = await HttpAsync(_api);
        using var response = await http.PostAsync(
            $"/v1/clients/{clientId}/secrets",
            Json($$"""{"previousExpiresAt":"{{previousExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""")
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["clientSecret"]!.GetValue<string>();
    }
}
