using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PagoDigitale.Platform.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// The one JSON dialect of the API: camelCase, kebab-case enumerations, absent instead of null, null and unknown members refused.
/// </summary>
public static class ApiJson
{
    /// <summary>What is stored: messages in no language.</summary>
    public static readonly JsonSerializerOptions Options = new(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)))
    {
        Converters = { new StoredMessageConverter() },
    };

    /// <summary>What is answered: messages in the language of the request.</summary>
    public static readonly JsonSerializerOptions Answers = Answering(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>What is told to all subscribers alike: messages in English.</summary>
    public static readonly JsonSerializerOptions Events = new(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)))
    {
        Converters = { new EnglishMessageConverter() },
    };

    public static JsonSerializerOptions Answering(JsonSerializerOptions options)
    {
        options.Converters.Add(new ToldMessageConverter());
        return options;
    }

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // One member, one spelling, once: an amount must not depend on which of two a reader takes.
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ForgetIgnored, RefuseNulls } };
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new ExactEnumConverter());
        options.Converters.Add(new UtcDateTimeConverter());
        options.Converters.Add(new Concurrency.MergePatchConverter());
        options.Converters.Add(new LabelMapConverter());
        return options;
    }

    /// <summary>
    /// What is no member is not known either: the serializer would pass over it, and nobody would hear that it had no effect.
    /// </summary>
    private static void ForgetIgnored(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (
                type.Properties[i].AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false)
                is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Always }]
            )
                type.Properties.RemoveAt(i);
    }

    /// <summary>
    /// Null is no value of the contract. Taken for absent it would give an amount lost on the way the price of the service, and
    /// nobody would notice.
    /// </summary>
    private static void RefuseNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (
                property.Set is not null
                && property.IsSetNullable
                && property.AttributeProvider?.IsDefined(typeof(NullRemovesAttribute), inherit: false) != true
            )
                property.IsSetNullable = false;
    }
}

/// <summary>A member of a merge patch that null removes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NullRemovesAttribute : Attribute;

/// <summary>PHP has one kind of array and writes an empty map as <c>[]</c>: that can mean nothing else, so it is one.</summary>
public sealed class LabelMapConverter : JsonConverter<Dictionary<string, string>>
{
    public override Dictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray)
            return labels;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            // A label that is no text is refused by its name, with the others (LabelRules).
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                throw new JsonException(JsonTexts.LabelMustBeText.With(name).Carried());
            if (!labels.TryAdd(name, reader.GetString()!))
                throw new JsonException(JsonTexts.LabelTwice.With(name).Carried());
        }
        return labels;
    }

    public override void Write(Utf8JsonWriter writer, Dictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value)
            writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}

/// <summary>Instants leave in UTC with the Z suffix whatever offset they came in, to the microsecond the database keeps.</summary>
public sealed class UtcDateTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(new DateTime(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc));
}
