using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class IdempotencyTests
{
    private readonly ScriptedTransport _transport = new();

    [Fact]
    public async Task The_key_of_the_caller_is_sent_and_shown()
    {
        _transport.Then(201, ContractExamples.Json("Position"));

        var position = await _transport.Client().Positions.CreateAsync("01234567897", Some.Position(), idempotencyKey: "order-17");

        _transport.Sent.ShouldHaveSingleItem().Header("Idempotency-Key").ShouldBe("order-17");
        position.Answer!.IdempotencyKey.ShouldBe("order-17");
        position.Answer.IsReplayed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_is_made_for_every_post_and_shown()
    {
        _transport.Then(201, ContractExamples.Json("Position")).Then(201, ContractExamples.Json("Position"));
        using var client = _transport.Client();

        var first = await client.Positions.CreateAsync("01234567897", Some.Position());
        var second = await client.Positions.CreateAsync("01234567897", Some.Position());

        first.Answer!.IdempotencyKey.ShouldBe(_transport.Sent[0].Header("Idempotency-Key"));
        second.Answer!.IdempotencyKey.ShouldNotBe(first.Answer.IdempotencyKey);
    }

    [Fact]
    public async Task A_replayed_answer_says_so()
    {
        _transport.Then(
            201,
            ContractExamples.Json("Position"),
            ("Idempotency-Replayed", "true"),
            ("Location", "/v1/somewhere"),
            ("RateLimit-Remaining", "12")
        );

        var position = await _transport.Client().Positions.CreateAsync("01234567897", Some.Position());

        position.Answer!.IsReplayed.ShouldBeTrue();
        position.Answer.Location.ShouldBe("/v1/somewhere");
        position.Answer.RateLimitRemaining.ShouldBe(12);
    }

    [Fact]
    public async Task The_key_is_on_the_exception_so_that_the_caller_can_call_again()
    {
        using var client = _transport.Client(options => options.RetryCountMax = 0);
        _transport.ThenConnectionIsLost();

        var failure = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.CreateAsync("01234567897", Some.Position()));

        failure.IdempotencyKey.ShouldBe(_transport.Sent[0].Header("Idempotency-Key"));
        failure.Code.ShouldBe("no-answer");
        failure.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Reading_takes_no_key()
    {
        _transport.Then(200, ContractExamples.Json("Position"));

        await _transport.Client().Positions.ReadAsync("01234567897", "pos_1");

        _transport.Sent[0].Header("Idempotency-Key").ShouldBeNull();
    }
}
