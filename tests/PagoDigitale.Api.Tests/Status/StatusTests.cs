using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Status;

public sealed class StatusTests : IAsyncLifetime
{
    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task The_service_says_that_it_lives_and_that_it_can_serve_without_a_token()
    {
        using var anybody = _api.Client(null, null);

        var status = await anybody.Status.ReadAsync();
        var readiness = await anybody.Status.ReadReadinessAsync();

        status.Status.ShouldBe(ServiceStates.Up);
        readiness.Checks!.ShouldContain(c => c.Name == "database");
    }

    [Fact]
    public async Task The_public_keys_are_of_the_one_algorithm_tokens_use()
    {
        using var anybody = _api.Client(null, null);

        var keys = await anybody.Oauth.ReadSigningKeysAsync();

        keys.Keys.ShouldNotBeEmpty();
        keys.Keys.ShouldAllBe(k => k.Alg == "ES256" && k.Use == "sig" && k.Kty == "EC");
    }
}
