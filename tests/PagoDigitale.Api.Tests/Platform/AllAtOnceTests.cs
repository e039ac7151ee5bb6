using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Whoever sent a body mends it once: what it says of itself is in one answer, what only the registry knows in another.</summary>
public sealed class AllAtOnceTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task Texts_are_told_with_everything_else_the_body_says_of_itself()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(0, "NO SERVICE");
        input.Description = "TA\u200bRI ☃";
        input.Debtor.Name = "Ив";
        input.Debtor.FiscalCode = "RSSMRA80A01H501X";
        input.Debtor.Email = "nobody";
        input.Metadata = new Dictionary<string, string> { ["a"] = new('x', 141) };
        input.PaymentOptions![0].Instalments[0].NoticeNumber = "947000000000000000";

        (await FaultsAsync(() => scene.CreateAsync(input))).ShouldBe([
            "debtor.email/email-invalid",
            "debtor.fiscalCode/fiscal-code-invalid",
            "debtor.name/unprintable-character",
            "description/hidden-character",
            "description/unprintable-character",
            "metadata.a/maximum-length",
            "paymentOptions[0].instalments[0].amountCents/out-of-range",
            "paymentOptions[0].instalments[0].noticeNumber/notice-number-aux-digit",
            "serviceCode/code-invalid",
        ]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_query_is_told_in_one_answer()
    {
        var scene = await fixture.SceneAsync();
        using var http = scene.Api.Http(await scene.Api.TokenAsync());
        var query = "isPaid=si&limit=1000&foo=1&q=&serviceCode=A&serviceCode=B&dueFrom=0001-01-01&dueTo=ieri";

        using var response = await http.GetAsync($"/v1/organizations/{scene.Organization}/positions?{query}");
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var errors = problem["errors"]!.AsArray().ToDictionary(e => e!["field"]!.ToString(), e => e!);

        ((int)response.StatusCode, problem["code"]!.ToString()).ShouldBe((400, "invalid-parameter"));
        errors
            .Select(e => $"{e.Key}/{e.Value["code"]}")
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "dueFrom/date-implausible",
                "dueTo/malformed",
                "foo/unknown-parameter",
                "isPaid/malformed",
                "limit/malformed",
                "q/empty-parameter",
                "serviceCode/repeated-parameter",
            ]);
        errors["limit"]["remedy"]!.ToString().ShouldBe("Use a value from 1 to 200.");
    }

    [Fact]
    public async Task What_only_the_registry_knows_is_told_in_one_answer()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(10_000, "NONE");
        input.UnitCode = "NONE";
        input.PaymentOptions![0].Instalments[0] = new()
        {
            AmountCents = 10_000,
            ValidUntil = PositionScene.Today.AddDays(-1),
            NoticeNumber = "399000000000000012",
            Allocations =
            [
                new()
                {
                    AccertamentoYear = 2026,
                    AccertamentoNumber = "404",
                    AmountCents = 9_000,
                },
            ],
        };

        (await FaultsAsync(() => scene.CreateAsync(input))).ShouldBe([
            "paymentOptions[0].instalments[0].allocations/allocations-sum",
            "paymentOptions[0].instalments[0].allocations[0].accertamentoNumber/accertamento-not-found",
            "paymentOptions[0].instalments[0].noticeNumber/notice-number-not-routable",
            "paymentOptions[0].instalments[0].validUntil/valid-until-passed",
            "serviceCode/service-not-found",
            "unitCode/unit-not-found",
        ]);
    }

    [Fact]
    public async Task A_price_missed_is_told_with_the_rest()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(1_000, "MENSA");
        input.UnitCode = "NONE";

        (await FaultsAsync(() => scene.CreateAsync(input))).ShouldBe([
            "paymentOptions[0].instalments[0].amountCents/amount-not-the-price",
            "unitCode/unit-not-found",
        ]);
    }

    [Fact]
    public async Task A_change_is_told_all_at_once_too()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();

        (
            await FaultsAsync(() =>
                scene.Positions.ChangeAsync(
                    scene.Organization,
                    position.Id,
                    position.Version,
                    new()
                    {
                        Description = "TA\u200bRI" + new string('x', 140),
                        Metadata = new Dictionary<string, string?> { ["a"] = new('x', 141) },
                    }
                )
            )
        ).ShouldBe(["description/hidden-character", "description/maximum-length", "metadata.a/maximum-length"]);
    }

    private static async Task<List<string>> FaultsAsync(Func<Task> call)
    {
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(call);
        refused.Code.ShouldBe("validation-failed");
        return [.. refused.Problem!.Errors.Select(e => $"{e.Field}/{e.Code}").Order(StringComparer.Ordinal)];
    }
}
