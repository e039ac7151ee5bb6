using System.Text.Json;
using System.Text.Json.Serialization;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// One value, one spelling: the library's own converter takes capitals and the names of the code as well, and a code that is not in the
/// contract would have its effect.
/// </summary>
public sealed class ExactEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Exact<>).MakeGenericType(typeToConvert))!;

    private sealed class Exact<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> Texts = Enum.GetValues<T>()
            .ToDictionary(v => v, v => ValueSpelling.NameOf(typeof(T), v));

        private static readonly Dictionary<string, T> Values = Texts.ToDictionary(t => t.Value, t => t.Key, StringComparer.Ordinal);

        /// <exception cref="JsonException">Without a text: the serializer says which value it was.</exception>
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                Texts.TryGetValue(value, out var text) ? text : throw new JsonException($"{typeof(T).Name} has no {value}.")
            );

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(Texts[value]);
    }
}
