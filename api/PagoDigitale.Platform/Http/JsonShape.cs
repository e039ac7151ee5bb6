using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Compares a whole body with the type it should have filled. The serializer stops at the first thing that does not fit; whoever
/// sent the body wants to mend it once.
/// </summary>
public static class JsonShape
{
    private const int FaultsMax = 20;

    public static List<FieldError> Faults(JsonElement body, Type type)
    {
        var faults = new List<FieldError>();
        Look(body, type, "$", faults);
        return [.. faults.DistinctBy(f => f.Field).Take(FaultsMax)];
    }

    /// <summary>Of a body that could be read: the serializer takes null for an item of any list.</summary>
    public static List<FieldError> NullItems(JsonElement body)
    {
        var faults = new List<FieldError>();
        LookForNulls(body, "$", faults);
        return faults;
    }

    private static void LookForNulls(JsonElement element, string path, List<FieldError> faults)
    {
        if (faults.Count >= FaultsMax)
            return;
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                LookForNulls(member.Value, $"{path}.{member.Name}", faults);
        else if (element.ValueKind == JsonValueKind.Array)
            Items(element, path, faults, (item, at) => LookForNulls(item, at, faults));
    }

    private static void Look(JsonElement element, Type type, string path, List<FieldError> faults)
    {
        if (faults.Count >= FaultsMax)
            return;
        var info = ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        if (info.Kind == JsonTypeInfoKind.Object && element.ValueKind == JsonValueKind.Object)
            Members(element, info, path, faults);
        else if (info.Kind == JsonTypeInfoKind.Enumerable && element.ValueKind == JsonValueKind.Array)
            Items(element, path, faults, (item, at) => Look(item, info.ElementType!, at, faults));
        else if (type == typeof(Dictionary<string, string>) && element.ValueKind == JsonValueKind.Object)
        {
            foreach (
                var label in element.EnumerateObject().Where(l => l.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            )
                faults.Add(JsonFault.WrongType(Field($"{path}.{label.Name}"), "System.String"));
        }
        else
            Value(element, type, path, faults);
    }

    private static void Items(JsonElement list, string path, List<FieldError> faults, Action<JsonElement, string> look)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            if (item.ValueKind == JsonValueKind.Null)
                faults.Add(JsonFault.Null(Field(at)));
            else
                look(item, at);
        }
    }

    private static void Members(JsonElement element, JsonTypeInfo info, string path, List<FieldError> faults)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (info.Properties.FirstOrDefault(p => p.Name == member.Name) is not { } property)
                faults.Add(JsonFault.Unknown(Field(at), info.Properties.Select(p => p.Name)));
            else if (!found.Add(member.Name))
                faults.Add(JsonFault.Twice(Field(at)));
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable)
                    faults.Add(JsonFault.Null(Field(at)));
            }
            else
                Look(member.Value, property.PropertyType, at, faults);
        }
        faults.AddRange(
            info.Properties.Where(p => p.IsRequired && !found.Contains(p.Name)).Select(p => JsonFault.Missing(Field($"{path}.{p.Name}")))
        );
    }

    private static void Value(JsonElement element, Type type, string path, List<FieldError> faults)
    {
        try
        {
            element.Deserialize(type, ApiJson.Options);
        }
        catch (JsonException error)
        {
            var inner = error.Path is { Length: > 1 } deeper ? deeper[1..] : "";
            faults.AddRange(JsonFault.Of(path + inner, error.Message, sent: null));
        }
    }

    /// <summary>Names and texts that no reader can read: what is wrong beside them is told when they are mended.</summary>
    public static List<FieldError> Unreadable(JsonElement body)
    {
        var faults = new List<FieldError>();
        FindUnreadable(body, "", faults);
        return faults;
    }

    private static void FindUnreadable(JsonElement element, string path, List<FieldError> faults)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
                FindUnreadable(item, $"{path}[{index++}]", faults);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
                if (Read(() => member.Name) is not { } name)
                    faults.Add(JsonFault.NoUnicode(Field(path)));
                else
                    FindUnreadable(member.Value, $"{path}.{name}", faults);
        }
        else if (element.ValueKind == JsonValueKind.String && Read(() => element.GetString()) is null)
            faults.Add(JsonFault.NoUnicode(Field(path)));
    }

    /// <summary>Null where the reader finds that it is no Unicode, which it says by an exception alone.</summary>
    private static string? Read(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Field(string path) => path.TrimStart('$').TrimStart('.');
}
