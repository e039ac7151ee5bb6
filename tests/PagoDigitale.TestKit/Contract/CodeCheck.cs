using System.Text.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.TestKit.Contract;

/// <summary>Every code that is answered must be in the catalogue, for the place where it stands and for the status it came with.</summary>
internal static class CodeCheck
{
    private static readonly Dictionary<string, ErrorCode> Catalogue = House
        .Features.SelectMany(f => f.Errors)
        .ToDictionary(e => e.Code, StringComparer.Ordinal);

    /// <summary>A row that was refused tells its errors as a request does.</summary>
    private static readonly Dictionary<string, CodePlaces> Places = new(StringComparer.Ordinal)
    {
        ["errors"] = CodePlaces.Field | CodePlaces.Row,
        ["warnings"] = CodePlaces.Warning,
        ["anomalies"] = CodePlaces.Anomaly,
        ["failure"] = CodePlaces.Failure,
    };

    public static IEnumerable<string> Errors(JsonNode? answer) =>
        answer is JsonObject problem && problem.ContainsKey("traceId") && TextOf(problem, "code") is { } code
            ? OfProblem(code, problem["status"]!.GetValue<int>()).Concat(Within(answer))
            : Within(answer);

    private static IEnumerable<string> OfProblem(string code, int status)
    {
        if (!Catalogue.TryGetValue(code, out var known) || !known.Statuses.Contains(status))
            yield return $"the catalogue has no problem {code} with status {status}";
    }

    private static IEnumerable<string> Within(JsonNode? node) =>
        node switch
        {
            JsonArray items => items.SelectMany(Within),
            JsonObject members => members.SelectMany(m => Told(m.Key, m.Value).Concat(Within(m.Value))),
            _ => [],
        };

    private static IEnumerable<string> Told(string member, JsonNode? value)
    {
        if (!Places.TryGetValue(member, out var places))
            yield break;
        foreach (var item in value is JsonArray items ? items : [.. new[] { value?.DeepClone() }])
            if (item is JsonObject told && TextOf(told, "code") is { } code)
                if (!Catalogue.TryGetValue(code, out var known) || (known.Places & places) == 0)
                    yield return $"the catalogue has no {code} among {member}";
    }

    private static string? TextOf(JsonObject node, string member) =>
        node[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
