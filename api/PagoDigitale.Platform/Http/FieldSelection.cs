using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// <c>fields</c>: the answer holds the members that are named, of each item where it is a list, and the identifier. A dot goes one
/// level down: <c>debtor.name</c>. What <c>embed</c> names is asked for too, whole unless members of it are named.
/// </summary>
public static class FieldSelection
{
    public const string Parameter = "fields";

    private const string Identifier = "id";

    /// <summary>Of a type that is answered: its members, and the members of each.</summary>
    private static readonly ConcurrentDictionary<Type, Dictionary<string, string[]>> Members = new();

    /// <summary>Null where the whole is asked for.</summary>
    public static string[]? Asked(HttpContext http)
    {
        if (!QueryParameters.Takes(http, Parameter) || QueryValue.List(http, Parameter) is not { } fields)
            return null;
        var embedded = QueryValue.List(http, EmbedsAttribute.Parameter) ?? [];
        return [.. fields, .. embedded.Except(fields.Select(OuterOf))];
    }

    /// <summary>A name that is none, or of what is not embedded, must not give an answer in which it is missing without a word.</summary>
    public static ApiError? Check(ActionDescriptor action, HttpContext http)
    {
        if (QueryValue.List(http, Parameter) is not { } asked)
            return null;
        if (QueryValue.TryOnce(asked, Parameter) is { } repeated)
            return repeated;
        var known = Members.GetOrAdd(AnswerOf(action), type => MembersOf(type).ToDictionary(m => m.Name, m => NamesOf(m.PropertyType)));
        if (asked.FirstOrDefault(name => !IsKnown(name, known)) is { } unknown)
            return QueryValue.Malformed(Parameter, QueryTexts.NotOfAnswer.With(unknown), Remedy(unknown, known));
        var absent = action
            .EndpointMetadata.OfType<EmbedsAttribute>()
            .Select(e => e.Name)
            .Except(QueryValue.List(http, EmbedsAttribute.Parameter) ?? []);
        return absent.Intersect(asked.Select(OuterOf)).FirstOrDefault() is { } missing
            ? QueryValue.Malformed(Parameter, QueryTexts.OnlyEmbedded.With(missing), QueryTexts.Embed.With(missing))
            : null;
    }

    public static JsonNode? Part(object? answer, string[] asked)
    {
        var whole = JsonSerializer.SerializeToNode(answer, answer?.GetType() ?? typeof(object), ApiJson.Answers);
        if (answer is not IPage)
            return PartOf(whole, asked);
        var items = whole!["items"]!.AsArray();
        whole["items"] = new JsonArray([.. items.Select(item => PartOf(item, asked))]);
        return whole;
    }

    private static JsonNode? PartOf(JsonNode? node, string[] asked) =>
        node switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => PartOf(item, asked))]),
            JsonObject whole => new JsonObject(
                whole.Select(m => KeyValuePair.Create(m.Key, Member(m.Key, m.Value, asked))).Where(m => m.Value is not null)
            ),
            _ => node?.DeepClone(),
        };

    private static JsonNode? Member(string name, JsonNode? value, string[] asked)
    {
        if (name == Identifier || asked.Contains(name))
            return value?.DeepClone();
        var inner = asked.Where(a => a.StartsWith($"{name}.", StringComparison.Ordinal)).Select(a => a[(name.Length + 1)..]).ToArray();
        return inner.Length == 0 ? null : PartOf(value, inner);
    }

    private static bool IsKnown(string name, Dictionary<string, string[]> known) =>
        name.Split('.') switch
        {
            [var member] => known.ContainsKey(member),
            [var outer, var inner] => known.TryGetValue(outer, out var members) && members.Contains(inner),
            _ => false,
        };

    /// <summary>The names there are, on the level where it goes wrong.</summary>
    private static Message Remedy(string unknown, Dictionary<string, string[]> known) =>
        known.TryGetValue(OuterOf(unknown), out var inner)
            ? inner.Length == 0
                ? QueryTexts.HasNoMembers.With(OuterOf(unknown))
                : QueryTexts.UseItOrMembers.With(OuterOf(unknown), inner.Select(m => $"{OuterOf(unknown)}.{m}"))
            : QueryTexts.UseMembers.With(known.Keys);

    private static string OuterOf(string name) => name.Split('.')[0];

    private static Type AnswerOf(ActionDescriptor action)
    {
        var type = action.EndpointMetadata.OfType<ProducesResponseTypeAttribute>().First(p => p.StatusCode == StatusCodes.Status200OK).Type;
        return type.IsAssignableTo(typeof(IPage)) ? type.GenericTypeArguments[0] : type;
    }

    private static string[] NamesOf(Type type) => [.. MembersOf(type).Select(m => m.Name)];

    private static IEnumerable<JsonPropertyInfo> MembersOf(Type type)
    {
        var info = ApiJson.Answers.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable && info.ElementType is { } element)
            info = ApiJson.Answers.GetTypeInfo(element);
        return info.Kind == JsonTypeInfoKind.Object ? info.Properties.Where(p => p.Get is not null) : [];
    }
}
