using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class ErrorTests
{
    private readonly ScriptedTransport _transport = new();

    private Task<PagoDigitaleException> RefusalAsync(int status, string body)
    {
        _transport.Then(status, body);
        return Should.ThrowAsync<PagoDigitaleException>(() =>
            _transport.Client(options => options.RetryCountMax = 0).Positions.PublishAsync("01234567897", "pos_1")
        );
    }

    [Theory]
    [InlineData(400, typeof(PagoDigitaleInvalidException))]
    [InlineData(403, typeof(PagoDigitaleUnauthorizedException))]
    [InlineData(404, typeof(PagoDigitaleNotFoundException))]
    [InlineData(409, typeof(PagoDigitaleConflictException))]
    [InlineData(412, typeof(PagoDigitaleConflictException))]
    [InlineData(413, typeof(PagoDigitaleException))]
    [InlineData(422, typeof(PagoDigitaleInvalidException))]
    [InlineData(429, typeof(PagoDigitaleRateLimitedException))]
    [InlineData(500, typeof(PagoDigitaleException))]
    [InlineData(503, typeof(PagoDigitaleException))]
    public async Task A_refusal_becomes_the_exception_of_its_kind(int status, Type kind)
    {
        var refusal = await RefusalAsync(status, ScriptedTransport.Problem(status, "some-code"));

        refusal.ShouldBeOfType(kind);
        refusal.Status.ShouldBe(status);
        refusal.Code.ShouldBe("some-code");
        refusal.TraceId.ShouldBe("4bf92f3577b34da6a3ce929d0e0e4736");
        refusal.Problem!.Detail.ShouldBe("Detail");
        refusal.Message.ShouldContain("POST /v1/organizations/01234567897/positions/pos_1/publish");
        refusal.Message.ShouldContain("some-code");
    }

    [Fact]
    public async Task What_is_wrong_is_told_member_by_member()
    {
        var refusal = await RefusalAsync(422, ContractExamples.Json("ProblemValidationFailed"));

        var errors = refusal.ShouldBeOfType<PagoDigitaleInvalidException>().Errors;
        errors.Count.ShouldBe(2);
        errors[0].Field.ShouldBe("debtor.fiscalCode");
        errors[0].Remedy.ShouldNotBeEmpty();
        foreach (var error in errors)
            refusal.Message.ShouldContain($"{error.Field}: {error.Message}");
    }

    [Fact]
    public async Task A_message_names_some_of_many_wrong_members_and_stays_short()
    {
        var errors = Enumerable
            .Range(0, 500)
            .Select(number => new FieldError
            {
                Field = $"instalments[{number}].amountCents",
                Code = "out-of-range",
                Message = new string('x', 1000),
                Remedy = "Send less.",
            });

        var refusal = await RefusalAsync(
            422,
            ScriptedTransport.Problem(422, "validation-failed", System.Text.Json.JsonSerializer.Serialize(errors, ResourceClient.Settings))
        );

        refusal.Message.ShouldContain("Detail [instalments[0].amountCents: xxx");
        refusal.Message.ShouldContain("; and 490 more]");
        refusal.Message.Length.ShouldBeLessThan(2500);
        refusal.ShouldBeOfType<PagoDigitaleInvalidException>().Errors.Count.ShouldBe(500);
    }

    [Fact]
    public async Task A_stale_version_is_told_from_other_conflicts()
    {
        (await RefusalAsync(412, ContractExamples.Json("ProblemVersionMismatch")))
            .ShouldBeOfType<PagoDigitaleConflictException>()
            .IsStale.ShouldBeTrue();
        (await RefusalAsync(409, ContractExamples.Json("ProblemStateConflict")))
            .ShouldBeOfType<PagoDigitaleConflictException>()
            .IsStale.ShouldBeFalse();
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    [InlineData("{\"message\":\"something else\"}")]
    public async Task An_answer_that_is_no_problem_is_still_an_exception(string body)
    {
        var refusal = await RefusalAsync(500, body);

        refusal.Problem.ShouldBeNull();
        refusal.Code.ShouldBe("unexpected-answer");
    }

    [Fact]
    public async Task A_body_that_is_not_what_the_contract_says_is_an_exception()
    {
        _transport.Then(200, "not json");

        (
            await Should.ThrowAsync<PagoDigitaleException>(() => _transport.Client().Positions.ReadAsync("01234567897", "pos_1"))
        ).Status.ShouldBe(200);
    }
}
