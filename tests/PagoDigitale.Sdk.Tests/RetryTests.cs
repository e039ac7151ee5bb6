using System.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class RetryTests
{
    private const string Organization = "01234567897";
    private readonly FastClock _clock = new();
    private readonly ScriptedTransport _transport = new();

    private PagoDigitaleClient Client() => _transport.Client(options => options.TimeProvider = _clock);

    [Theory]
    [InlineData(408), InlineData(429), InlineData(502), InlineData(503), InlineData(504)]
    public async Task A_call_is_repeated_after_a_passing_failure(int status)
    {
        _transport.ThenProblem(status, "unavailable").Then(200, ContractExamples.Json("Position"));

        var position = await Client().Positions.ReadAsync(Organization, "pos_1");

        position.State.ShouldBe(PositionStates.Payable);
        _transport.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_connection_is_tried_again()
    {
        _transport.ThenConnectionIsLost().Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync(Organization, "pos_1");

        _transport.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task All_attempts_of_a_post_carry_the_same_key()
    {
        _transport.ThenProblem(503, "unavailable").ThenConnectionIsLost().Then(201, ContractExamples.Json("Position"));

        await Client().Positions.CreateAsync(Organization, Some.Position());

        _transport.Sent.Count.ShouldBe(3);
        _transport.Sent.Select(sent => sent.Header("Idempotency-Key")).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        _transport.Sent.Select(sent => sent.Body).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_that_is_still_being_executed_is_asked_for_again()
    {
        _transport.ThenProblem(409, "idempotency-in-progress").Then(201, ContractExamples.Json("Position"));

        var position = await Client().Positions.CreateAsync(Organization, Some.Position());

        position.Answer!.Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        _transport.ThenProblem(409, "position-already-paid");

        await Should.ThrowAsync<PagoDigitaleConflictException>(() => Client().Positions.PublishAsync(Organization, "pos_1"));

        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        _transport.ThenProblem(429, "rate-limited", ("Retry-After", "7")).Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync(Organization, "pos_1");

        _clock.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task A_retry_after_longer_than_any_wait_of_the_client_is_honoured_too()
    {
        _transport.ThenProblem(429, "rate-limited", ("Retry-After", "55")).Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync(Organization, "pos_1");

        _clock.Waits.ShouldBe([TimeSpan.FromSeconds(55)]);
    }

    [Fact]
    public async Task A_retry_after_longer_than_the_time_of_the_call_ends_it_at_once()
    {
        _transport.ThenProblem(429, "rate-limited", ("Retry-After", "601"));

        var refusal = await Should.ThrowAsync<PagoDigitaleRateLimitedException>(() => Client().Positions.ReadAsync(Organization, "pos_1"));

        refusal.RetryAfter.ShouldBe(TimeSpan.FromSeconds(601));
        _transport.Sent.Count.ShouldBe(1);
        _clock.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2147483648"), InlineData("99999999999"), InlineData("999999999999999999999999999999999999999")]
    public async Task A_retry_after_too_long_for_a_number_ends_the_call_at_once_too(string seconds)
    {
        _transport.ThenProblem(429, "rate-limited", ("Retry-After", seconds)).ThenProblem(503, "unavailable", ("Retry-After", seconds));

        var limited = await Should.ThrowAsync<PagoDigitaleRateLimitedException>(() => Client().Positions.ReadAsync(Organization, "pos_1"));
        await Should.ThrowAsync<PagoDigitaleException>(() => Client().Positions.ReadAsync(Organization, "pos_1"));

        limited.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(365));
        _transport.Sent.Count.ShouldBe(2);
        _clock.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_after_that_says_nothing_is_passed_over()
    {
        _transport.ThenProblem(429, "rate-limited", ("Retry-After", "soon")).Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ReadAsync(Organization, "pos_1");

        _transport.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Waits_count_against_the_time_of_the_call()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            _transport.ThenProblem(429, "rate-limited", ("Retry-After", "45"));
        using var client = _transport.Client(options =>
        {
            options.TimeProvider = _clock;
            options.TotalTimeout = TimeSpan.FromSeconds(100);
        });

        await Should.ThrowAsync<PagoDigitaleRateLimitedException>(() => client.Positions.ReadAsync(Organization, "pos_1"));

        _transport.Sent.Count.ShouldBe(3);
        _clock.Waits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_without_an_answer_in_its_time_is_given_up()
    {
        using var client = _transport.Client(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.TotalTimeout = TimeSpan.FromMilliseconds(80);
        });
        _transport.Then(
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            }
        );

        var lost = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.CreateAsync(Organization, Some.Position()));

        (lost.Status, lost.Code).ShouldBe((0, "no-answer"));
        lost.IdempotencyKey.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Retries_end_and_waits_grow()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            _transport.ThenProblem(503, "unavailable");

        await Should.ThrowAsync<PagoDigitaleException>(() => Client().Positions.ReadAsync(Organization, "pos_1"));

        _transport.Sent.Count.ShouldBe(4);
        for (var retry = 0; retry < 3; retry++)
            _clock.Waits[retry].TotalMilliseconds.ShouldBeInRange(125 * Math.Pow(2, retry), 250 * Math.Pow(2, retry));
    }

    [Fact]
    public async Task A_change_that_may_have_been_made_is_not_repeated()
    {
        _transport.ThenProblem(503, "unavailable");

        await Should.ThrowAsync<PagoDigitaleException>(() => Client().Positions.ChangeAsync(Organization, "pos_1", 3, new()));

        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_is_repeated_when_the_service_says_that_nothing_was_done()
    {
        _transport.ThenProblem(429, "rate-limited").Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ChangeAsync(Organization, "pos_1", 3, new());

        _transport.Sent.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_change_that_got_no_token_is_repeated(bool isLost)
    {
        _transport.Token = number =>
            number > 1 ? ScriptedTransport.Answer(200, ContractExamples.Json("TokenAnswer"))
            : isLost ? throw new HttpRequestException("Connection reset by peer.")
            : ScriptedTransport.Answer(503, ScriptedTransport.Problem(503, "unavailable"));
        _transport.Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ChangeAsync(Organization, "pos_1", 3, new());

        (_transport.TokenRequests.Count, _transport.Sent.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_change_whose_token_was_refused_and_not_renewed_is_repeated()
    {
        _transport.Token = number =>
            number == 2
                ? ScriptedTransport.Answer(503, ScriptedTransport.Problem(503, "unavailable"))
                : ScriptedTransport.Answer(
                    200,
                    $$"""{"access_token":"token-{{number}}","token_type":"Bearer","expires_in":900,"scope":"positions:read"}"""
                );
        // The old token is good until a new one is there: it is tried, and refused, once more.
        _transport.ThenProblem(401, "expired-token").ThenProblem(401, "expired-token").Then(200, ContractExamples.Json("Position"));

        await Client().Positions.ChangeAsync(Organization, "pos_1", 3, new());

        _transport.Sent[^1].Header("Authorization").ShouldBe("Bearer token-3");
    }

    [Fact]
    public async Task A_change_is_not_repeated_after_it_got_its_token()
    {
        _transport.Token = number =>
            number == 1
                ? ScriptedTransport.Answer(503, ScriptedTransport.Problem(503, "unavailable"))
                : ScriptedTransport.Answer(200, ContractExamples.Json("TokenAnswer"));
        _transport.ThenConnectionIsLost();

        await Should.ThrowAsync<PagoDigitaleException>(() => Client().Positions.ChangeAsync(Organization, "pos_1", 3, new()));

        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_was_not_read_for_want_of_a_token_is_sent()
    {
        _transport.Token = number =>
            number == 1
                ? ScriptedTransport.Answer(503, ScriptedTransport.Problem(503, "unavailable"))
                : ScriptedTransport.Answer(200, ContractExamples.Json("TokenAnswer"));
        _transport.Then(202, ContractExamples.Json("FlowReceived"));
        using var file = new ForwardOnlyStream(Encoding.UTF8.GetBytes("a;b;c"));

        await Client().Flows.UploadAsync(Organization, "tari.csv", file);

        _transport.Sent.ShouldHaveSingleItem().Body.ShouldBe("a;b;c");
    }

    [Fact]
    public async Task An_uploaded_stream_is_sent_whole_again()
    {
        _transport.ThenProblem(503, "unavailable").Then(202, ContractExamples.Json("FlowReceived"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("a;b;c"));

        await Client().Flows.UploadAsync(Organization, "tari.csv", file);

        _transport.Sent.Select(sent => sent.Body).ShouldBe(["a;b;c", "a;b;c"]);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_rewound_is_sent_once()
    {
        _transport.ThenProblem(503, "unavailable");
        using var file = new ForwardOnlyStream(Encoding.UTF8.GetBytes("a;b;c"));

        await Should.ThrowAsync<PagoDigitaleException>(() => Client().Flows.UploadAsync(Organization, "tari.csv", file));

        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_in_time_is_given_up_and_repeated()
    {
        using var client = _transport.Client(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(50);
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
        });
        _transport
            .Then(
                async (_, token) =>
                {
                    await Task.Delay(Timeout.Infinite, token);
                    throw new InvalidOperationException();
                }
            )
            .Then(200, ContractExamples.Json("Position"));

        (await client.Positions.ReadAsync(Organization, "pos_1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_caller_can_stop_a_call()
    {
        using var stop = new CancellationTokenSource();
        _transport.Then(
            async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                throw new InvalidOperationException();
            }
        );

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Client().Positions.ReadAsync(Organization, "pos_1", cancellationToken: stop.Token)
        );
    }

    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
