using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Labels are few and short, names included: what is wrong is told by its name, and never at the length it came in.</summary>
public sealed class LabelTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    public static TheoryData<string, string, string, string> Wrong =>
        new()
        {
            { "", "x", "metadata", "metadata-name-length" },
            { new string('k', 51), "x", $"metadata.{new string('k', 50)}…", "metadata-name-length" },
            { new string('k', 5_000), "x", $"metadata.{new string('k', 50)}…", "metadata-name-length" },
            { new string('k', 900_000), "x", $"metadata.{new string('k', 50)}…", "metadata-name-length" },
            { "Contract.Number", new string('x', 141), "metadata.Contract.Number", "maximum-length" },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_label_that_is_too_long_is_refused_by_its_name(string name, string value, string field, string code)
    {
        var scene = await fixture.SceneAsync();

        await FieldRefusalAsync(field, code, () => scene.CreateAsync(Labelled(new() { [name] = value })));
    }

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_label_that_a_change_makes_too_long_is_refused_by_its_name(string name, string value, string field, string code)
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        using var http = await HttpAsync(scene.Api);
        var patch = new JsonObject { ["metadata"] = new JsonObject { [name] = value } };

        using var response = await http.SendAsync(
            Patch($"/v1/organizations/{scene.Organization}/positions/{position.Id}", patch.ToJsonString(), "\"1\"")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        (error["field"]!.GetValue<string>(), error["code"]!.GetValue<string>()).ShouldBe((field, code));
    }

    [Fact]
    public async Task Ten_labels_of_the_longest_are_kept_as_they_are_and_eleven_are_too_many()
    {
        var scene = await fixture.SceneAsync();
        var labels = Enumerable.Range(0, 10).ToDictionary(i => $"{i}".PadLeft(50, 'K'), _ => new string('v', 140));

        var position = await scene.CreateAsync(Labelled(labels));

        (await scene.ReadAsync(position)).Metadata.ShouldBe(labels, ignoreOrder: true);
        await FieldRefusalAsync(
            "metadata",
            "metadata-too-large",
            () => scene.CreateAsync(Labelled(Enumerable.Range(0, 11).ToDictionary(i => $"k{i}", _ => "v")))
        );
    }

    [Fact]
    public async Task A_name_nobody_can_read_is_refused_without_being_repeated_at_length()
    {
        var scene = await fixture.SceneAsync();
        using var http = await HttpAsync(scene.Api);
        var body = new JsonObject { [new string('k', 500_000)] = new JsonObject { ["x"] = "a\u200bb" } };

        using var response = await http.SendAsync(Post($"/v1/organizations/{scene.Organization}/positions", body.ToJsonString()));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Length.ShouldBeLessThan(5_000);
    }

    private static PositionInput Labelled(Dictionary<string, string> labels)
    {
        var input = PositionScene.Input();
        input.Metadata = labels;
        return input;
    }
}
