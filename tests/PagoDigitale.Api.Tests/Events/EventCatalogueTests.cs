using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>
/// The contract and the code have the same events, with the same members. That what is really written is as the contract says, is
/// checked of every event of every test: those that a feed shows by <see cref="ContractHandler"/>, all others by
/// <see cref="EventTable"/> when the application ends.
/// </summary>
public sealed class EventCatalogueTests
{
    private static readonly SchemaCheck _check = new(OpenApiContract.Instance);

    private static readonly Dictionary<string, EventType> _declared = House
        .Features.SelectMany(f => f.Events)
        .ToDictionary(e => e.Name, StringComparer.Ordinal);

    private static readonly JsonObject _event = Resolve("Event");

    private static readonly JsonObject _mapping = _event["discriminator"]!["mapping"]!.AsObject();

    public static TheoryData<string> Types => [.. _declared.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_contract_has_the_types_that_the_features_declare()
    {
        _mapping.Select(m => m.Key).ShouldBe(_declared.Keys.Order(StringComparer.Ordinal));
        _event["oneOf"]!.AsArray().Select(s => s!["$ref"]!.GetValue<string>()).ShouldBe(_mapping.Select(m => m.Value!.GetValue<string>()));
        foreach (var (type, _) in _mapping)
            SchemaOf(type)["allOf"]![1]!["properties"]!["type"]!["enum"]!.AsArray().Select(v => v!.GetValue<string>()).ShouldBe([type]);
        _declared.Keys.ShouldAllBe(t => !t.StartsWith(SchemaCheck.LaterTypes, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_record_has_the_members_of_its_schema(string type)
    {
        var (properties, required) = Flat(SchemaOf(type)["allOf"]![1]!["properties"]!["data"]!);
        var members = ApiJson.Options.GetTypeInfo(_declared[type].Data).Properties.Where(p => p.Get is not null).ToList();

        members.Select(m => m.Name).ShouldBe(properties.Keys, ignoreOrder: true);
        members.Where(m => !IsOptional(m)).Select(m => m.Name).ShouldBe(required, ignoreOrder: true);
        foreach (var member in members)
            Kind(member.PropertyType).ShouldBe(properties[member.Name]["type"]!.GetValue<string>(), member.Name);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_an_example_that_is_one(string type)
    {
        var example = SchemaOf(type)["example"]!;

        _check.Errors(example, _event, type).ShouldBeEmpty();
        example["type"]!.GetValue<string>().ShouldBe(type);
        example["subject"]!["type"]!.GetValue<string>().ShouldBe(_declared[type].Subject);
        var subject = example["subject"]!["id"]!.GetValue<string>();
        example["data"]!
            .AsObject()
            .ShouldContain(m => m.Value is JsonValue && m.Value.ToString() == subject, "the data say whom they are about");
    }

    [Fact]
    public void What_is_said_must_be_what_its_type_says()
    {
        var paid = SchemaOf("position.paid")["example"]!.DeepClone();

        Errors(e => { }).ShouldBeEmpty();
        Errors(e => e["type"] = "position.cancelled").ShouldNotBeEmpty();
        Errors(e => e["type"] = "position.payed").ShouldBe(["event.type: 'position.payed' is none of the contract"]);
        Errors(e => e["data"]!.AsObject().Remove("paidBy")).ShouldBe(["event.data.paidBy: is missing"]);
        Errors(e => e["data"]!.AsObject().Remove("positionId")).ShouldBe(["event.data.positionId: is missing"]);
        Errors(e => e["data"]!["paidBy"] = "cash").ShouldBe(["event.data.paidBy: 'cash' is not one of the values"]);
        Errors(e => e["data"]!["payer"] = "Rossi").ShouldBe(["event.data.payer: is not in the schema"]);

        List<string> Errors(Action<JsonNode> change)
        {
            var changed = paid.DeepClone();
            change(changed);
            return [.. _check.Errors(changed, _event, "event")];
        }
    }

    private static JsonObject SchemaOf(string type) => Resolve(_mapping[type]!.GetValue<string>().Split('/')[^1]);

    private static JsonObject Resolve(string schema) => OpenApiContract.Instance.Root["components"]!["schemas"]![schema]!.AsObject();

    /// <summary>Members of a schema and of those it builds on.</summary>
    private static (Dictionary<string, JsonObject> Properties, List<string> Required) Flat(JsonNode node)
    {
        var schema = OpenApiContract.Instance.Resolve(node);
        var (properties, required) = (new Dictionary<string, JsonObject>(), new List<string>());
        foreach (var part in schema["allOf"] as JsonArray ?? [])
        {
            var (more, needed) = Flat(part!);
            foreach (var (name, property) in more)
                properties.Add(name, property);
            required.AddRange(needed);
        }
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
            properties.Add(name, OpenApiContract.Instance.Resolve(property));
        required.AddRange((schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()));
        return (properties, required);
    }

    private static bool IsOptional(JsonPropertyInfo member) =>
        new NullabilityInfoContext().Create((PropertyInfo)member.AttributeProvider!).ReadState == NullabilityState.Nullable;

    private static string Kind(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(bool) => "boolean",
            var t when t == typeof(int) || t == typeof(long) => "integer",
            var t when t != typeof(string) && t.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "array",
            _ => "string",
        };
}
