using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Notice numbers made elsewhere: what the node could never ask for is refused, the rest is taken as it comes.</summary>
public sealed class NoticeNumberTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private const string Field = "paymentOptions[0].instalments[0].noticeNumber";

    [Theory]
    [InlineData("000000000000000000", "notice-number-reserved")]
    [InlineData("444012345678901200", "notice-number-aux-digit")]
    [InlineData("999999999999999999", "notice-number-aux-digit")]
    [InlineData("30100000000000014", "notice-number-invalid")]
    public async Task A_number_that_no_notice_can_have_is_refused(string number, string code)
    {
        var scene = await fixture.SceneAsync();

        await FieldRefusalAsync(Field, code, () => scene.CreateAsync(With(number)));
    }

    [Theory]
    [InlineData("302000000000000184", 3, "segregationCode 02")]
    [InlineData("001000000000000141", 0, "applicationCode 01")]
    public async Task A_number_of_a_station_the_organization_never_had_is_refused_with_the_station_it_needs(
        string number,
        int auxDigit,
        string station
    )
    {
        var scene = await fixture.SceneAsync();

        var refusal = await Should.ThrowAsync<PagoDigitaleInvalidException>(scene.CreateAsync(With(number)));

        var error = refusal.Errors.ShouldHaveSingleItem();
        (error.Field, error.Code).ShouldBe((Field, "notice-number-not-routable"));
        error.Remedy.ShouldContain(station);
        // A station put aside counts: the numbers it gave are still asked for through it.
        await scene.AddStationAsync(7, auxDigit, station[^2..], isActive: false);
        PositionScene.Instalment(await scene.CreateAsync(With(number))).NoticeNumber.ShouldBe(number);
    }

    [Theory]
    [InlineData("112345678901234567")]
    [InlineData("201000000000000143")]
    public async Task Numbers_without_a_station_s_code_are_taken_from_anywhere(string number)
    {
        var scene = await fixture.SceneAsync();

        (await scene.CreateAsync(With(number))).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_check_digits_are_taken_with_a_warning_until_it_is_paid()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(With("347111111112222222"));

        position.Warnings.ShouldHaveSingleItem().Code.ShouldBe("check-digits-wrong");
        (await scene.ReadAsync(position)).Warnings.ShouldHaveSingleItem().Message.ShouldContain("347111111112222222");
        await scene.PayAsync("347111111112222222", 10_000);
        (await scene.ReadAsync(position)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_taken_is_what_the_rule_says_for_any_number()
    {
        var scene = await fixture.SceneAsync();
        Platform.Seeded.Run(
            40,
            random => TryAsync(scene, $"{random.Next(10)}{random.NextInt64(100_000_000_000_000_000):D17}").GetAwaiter().GetResult()
        );
    }

    private static async Task TryAsync(PositionScene scene, string number)
    {
        var parsed = NoticeNumber.Parse(number);
        var isTaken = parsed.AuxDigit is 1 or 2 || parsed.SegregationCode == "47";
        try
        {
            (await scene.CreateAsync(With(number))).Warnings.Count.ShouldBe(parsed.HasValidCheckDigits ? 0 : 1, number);
            isTaken.ShouldBeTrue(number);
        }
        catch (PagoDigitaleInvalidException)
        {
            isTaken.ShouldBeFalse(number);
        }
    }

    private static PositionInput With(string number)
    {
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = number;
        return input;
    }
}
