using System.Text.Json.Nodes;
using System.Web;

namespace PagoDigitale.TestKit.Contract;

/// <summary>
/// What <c>fields</c> leaves of a schema: the members that were asked for, those embedded and the identifier, and of them the required
/// ones are required. The parameter says of itself that it does so (<c>x-selects-members</c>).
/// </summary>
public static class PartialAnswer
{
    public static string[]? AskedOf(ContractOperation operation, HttpRequestMessage request) =>
        operation.Parameters.FirstOrDefault(p => p["x-selects-members"]?.GetValue<bool>() == true)?["name"]?.GetValue<string>() is { } name
        && ListOf(request, name) is { } asked
            ? [.. asked, .. (ListOf(request, "embed") ?? []).Except(asked.Select(a => a.Split('.')[0]))]
            : null;

    private static string[]? ListOf(HttpRequestMessage request, string name) =>
        HttpUtility.ParseQueryString(request.RequestUri!.Query)[name] is { Length: > 0 } text ? text.Split(',') : null;

    public static JsonObject Schema(JsonNode schema, string[] fields)
    {
        var whole = OpenApiContract.Instance.Resolve(schema);
        if (whole["properties"]?["items"] is not { } items || whole["properties"]?["nextCursor"] is null)
            return Part(whole, fields);
        var page = (JsonObject)whole.DeepClone();
        var part = OpenApiContract.Instance.Resolve(OpenApiContract.Instance.Resolve(items)["items"]);
        page["properties"]!["items"]!["items"] = Part(part, fields);
        return page;
    }

    private static JsonObject Part(JsonObject whole, string[] fields)
    {
        var names = fields.Select(f => f.Split('.')[0]).Append("id").ToHashSet();
        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray([
                .. (whole["required"] as JsonArray ?? []).Where(r => names.Contains(r!.GetValue<string>())).Select(r => r!.DeepClone()),
            ]),
            ["properties"] = new JsonObject(
                whole["properties"]!
                    .AsObject()
                    .Where(p => names.Contains(p.Key))
                    .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Member(p.Value!, p.Key, fields)))
            ),
        };
    }

    private static JsonNode Member(JsonNode schema, string name, string[] fields)
    {
        if (name == "id" || fields.Contains(name))
            return schema.DeepClone();
        var inner = fields.Where(f => f.StartsWith($"{name}.", StringComparison.Ordinal)).Select(f => f[(name.Length + 1)..]).ToArray();
        var whole = OpenApiContract.Instance.Resolve(schema);
        if (whole["type"]?.GetValue<string>() != "array")
            return Part(whole, inner);
        var list = (JsonObject)whole.DeepClone();
        list["items"] = Part(OpenApiContract.Instance.Resolve(whole["items"]), inner);
        return list;
    }
}
