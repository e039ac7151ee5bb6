using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class TokenTests
{
    private readonly ScriptedTransport _transport = new();
    private readonly FastClock _clock = new();

    private PagoDigitaleClient Client() => _transport.Client(options => options.TimeProvider = _clock);

    [Fact]
    public async Task One_token_serves_many_calls()
    {
        _transport.Then(200, ContractExamples.Json("Position")).Then(200, ContractExamples.Json("Position"));
        using var client = Client();

        await client.Positions.ReadAsync("01234567897", "pos_1");
        await client.Positions.ReadAsync("01234567897", "pos_1");

        _transport
            .TokenRequests.ShouldHaveSingleItem()
            .Body.ShouldBe("grant_type=client_credentials&client_id=clt_tributi&client_secret=s3cret");
        _transport.Sent.ShouldAllBe(sent => sent.Header("Authorization") == "Bearer token-1");
    }

    [Fact]
    public async Task Calls_that_start_together_ask_for_one_token()
    {
        using var client = Client();
        for (var call = 0; call < 20; call++)
            _transport.Then(200, ContractExamples.Json("Position"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.Positions.ReadAsync("01234567897", "pos_1"))));

        _transport.TokenRequests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_renewed_shortly_before_it_expires()
    {
        _transport.Then(200, ContractExamples.Json("Position")).Then(200, ContractExamples.Json("Position"));
        using var client = Client();

        await client.Positions.ReadAsync("01234567897", "pos_1");
        _clock.Advance(TimeSpan.FromSeconds(871));
        await client.Positions.ReadAsync("01234567897", "pos_1");

        _transport.Sent[1].Header("Authorization").ShouldBe("Bearer token-2");
    }

    [Fact]
    public async Task A_token_refused_by_the_service_is_renewed_and_the_call_repeated_with_the_same_key()
    {
        _transport.ThenProblem(401, "expired-token").Then(201, ContractExamples.Json("Position"));

        await Client().Positions.CreateAsync("01234567897", Some.Position());

        _transport.Sent.Select(sent => sent.Header("Authorization")).ShouldBe(["Bearer token-1", "Bearer token-2"]);
        _transport.Sent.Select(sent => sent.Header("Idempotency-Key")).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_refused_also_with_a_new_token_fails()
    {
        _transport.ThenProblem(401, "invalid-token").ThenProblem(401, "invalid-token");

        var refusal = await Should.ThrowAsync<PagoDigitaleUnauthorizedException>(() =>
            Client().Positions.ReadAsync("01234567897", "pos_1")
        );

        refusal.Code.ShouldBe("invalid-token");
        _transport.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_credentials_fail_without_calling()
    {
        _transport.Token = _ => ScriptedTransport.Answer(401, ScriptedTransport.Problem(401, "invalid-client"));

        var refusal = await Should.ThrowAsync<PagoDigitaleUnauthorizedException>(() =>
            Client().Positions.ReadAsync("01234567897", "pos_1")
        );

        refusal.Code.ShouldBe("invalid-client");
        refusal.Message.ShouldStartWith("POST /v1/oauth/token was refused with 401 invalid-client");
        _transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_reads_Italian_is_told_in_Italian_that_the_credentials_are_wrong()
    {
        _transport.Token = _ => ScriptedTransport.Answer(401, ScriptedTransport.Problem(401, "invalid-client"));
        using var client = _transport.Client(options => options.Language = "it");

        await Should.ThrowAsync<PagoDigitaleUnauthorizedException>(() => client.Positions.ReadAsync("01234567897", "pos_1"));

        _transport.TokenRequests.Single().Header("Accept-Language").ShouldBe("it");
    }

    [Fact]
    public async Task Every_request_says_which_client_sends_it()
    {
        _transport.Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync("01234567897", "pos_1");

        var version = typeof(PagoDigitaleClient).Assembly.GetName().Version!.ToString(3);
        _transport.TokenRequests.Concat(_transport.Sent).ShouldAllBe(sent => sent.Header("User-Agent") == $"PagoDigitale.Sdk/{version}");
    }

    [Fact]
    public async Task A_token_endpoint_that_is_down_is_tried_again()
    {
        _transport.Token = number =>
            number == 1
                ? ScriptedTransport.Answer(503, ScriptedTransport.Problem(503, "unavailable"))
                : ScriptedTransport.Answer(200, ContractExamples.Json("TokenAnswer"));
        _transport.Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync("01234567897", "pos_1");

        _transport.TokenRequests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Scopes_are_asked_for_when_given()
    {
        _transport.Then(200, ContractExamples.Json("Position"));
        using var client = _transport.Client(options =>
        {
            options.Scopes.Add("positions:read");
            options.Scopes.Add("flows:read");
        });

        await client.Positions.ReadAsync("01234567897", "pos_1");

        _transport.TokenRequests[0].Body.ShouldEndWith("&scope=positions%3Aread+flows%3Aread");
    }

    [Fact]
    public async Task The_state_of_the_service_is_read_without_a_token()
    {
        _transport.Then(200, ContractExamples.Json("ServiceStatus"));

        (await Client().Status.ReadAsync()).Status.ShouldBe(ServiceStates.Up);

        _transport.TokenRequests.ShouldBeEmpty();
        _transport.Sent[0].Header("Authorization").ShouldBeNull();
    }
}
