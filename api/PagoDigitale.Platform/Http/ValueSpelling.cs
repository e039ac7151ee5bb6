using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>How callers write a value of one of our types, for those who wrote something else.</summary>
public static class ValueSpelling
{
    private static readonly Message _map = BindingTexts.AsMap.With("{\"name\": \"value\"}");

    public static Message? Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsEnum)
            return BindingTexts.AsOneOf.With(value.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf));
        if (value == typeof(DateOnly))
            return BindingTexts.AsDay;
        if (value == typeof(DateTimeOffset))
            return BindingTexts.AsInstant;
        if (value == typeof(bool))
            return BindingTexts.AsYesOrNo;
        if (value == typeof(int) || value == typeof(long))
            return BindingTexts.AsNumber;
        if (value == typeof(string))
            return BindingTexts.AsText;
        if (typeof(System.Collections.IDictionary).IsAssignableFrom(value))
            return _map;
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(value) ? BindingTexts.AsList : null;
    }

    /// <summary>From a name as the serializer writes it in its messages: <c>System.Nullable`1[System.Int64]</c>.</summary>
    public static Message? Of(string typeName)
    {
        var name = typeName.StartsWith("System.Nullable`1[", StringComparison.Ordinal)
            ? typeName["System.Nullable`1[".Length..^1]
            : typeName;
        if (name.Contains("Dictionary`", StringComparison.Ordinal))
            return _map;
        if (name.StartsWith("System.Collections.", StringComparison.Ordinal))
            return BindingTexts.AsList;
        return
            (
                AppDomain.CurrentDomain.GetAssemblies().Where(IsOurs).Select(a => a.GetType(name)).FirstOrDefault(t => t is not null)
                ?? typeof(object).Assembly.GetType(name)
            )
                is { } type
            ? Of(type) ?? BindingTexts.AsObject
            : null;
    }

    private static bool IsOurs(Assembly assembly) => assembly.GetName().Name?.StartsWith("PagoDigitale.", StringComparison.Ordinal) == true;

    /// <summary>How a value of an enumeration is written.</summary>
    public static string NameOf(Type type, Enum value) => NameOf(type.GetField(value.ToString())!);

    private static string NameOf(FieldInfo value) =>
        value.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(value.Name);
}
