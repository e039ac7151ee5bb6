using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PagoDigitale.Platform.Http;

/// <summary>How callers write a value of one of our types, for those who wrote something else.</summary>
public static class ValueSpelling
{
    private const string Map = "a map of texts, {\"name\": \"value\"}";

    public static string? Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsEnum)
            return $"one of {string.Join(", ", value.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf))}";
        if (value == typeof(DateOnly))
            return "a day like 2026-05-31";
        if (value == typeof(DateTimeOffset))
            return "an instant like 2026-03-02T10:15:30Z";
        if (value == typeof(bool))
            return "true or false";
        if (value == typeof(int) || value == typeof(long))
            return "a whole number";
        if (value == typeof(string))
            return "a text";
        if (typeof(System.Collections.IDictionary).IsAssignableFrom(value))
            return Map;
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(value) ? "a list" : null;
    }

    /// <summary>From a name as the serializer writes it in its messages: <c>System.Nullable`1[System.Int64]</c>.</summary>
    public static string? Of(string typeName)
    {
        var name = typeName.StartsWith("System.Nullable`1[", StringComparison.Ordinal)
            ? typeName["System.Nullable`1[".Length..^1]
            : typeName;
        if (name.Contains("Dictionary`", StringComparison.Ordinal))
            return Map;
        if (name.StartsWith("System.Collections.", StringComparison.Ordinal))
            return "a list";
        return
            (
                AppDomain.CurrentDomain.GetAssemblies().Where(IsOurs).Select(a => a.GetType(name)).FirstOrDefault(t => t is not null)
                ?? typeof(object).Assembly.GetType(name)
            )
                is { } type
            ? Of(type) ?? "an object"
            : null;
    }

    private static bool IsOurs(Assembly assembly) => assembly.GetName().Name?.StartsWith("PagoDigitale.", StringComparison.Ordinal) == true;

    private static string NameOf(FieldInfo value) =>
        value.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(value.Name);
}
