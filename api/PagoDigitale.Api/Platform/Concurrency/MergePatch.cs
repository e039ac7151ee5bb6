using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FluentValidation;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Platform.Concurrency;

/// <summary>
/// A JSON merge patch (RFC 7396) of <typeparamref name="T"/>: what is absent stays, null removes. Applied to the present
/// state as the caller would see it, then validated as a whole.
/// </summary>
public sealed class MergePatch<T>(JsonObject patch)
    where T : class
{
    public Outcome<T> ApplyTo(T current, IValidator<T>? validator = null)
    {
        var merged = (JsonObject)JsonSerializer.SerializeToNode(current, ApiJson.Options)!;
        Merge(merged, patch);
        T changed;
        try
        {
            changed = merged.Deserialize<T>(ApiJson.Options)!;
        }
        catch (JsonException error)
        {
            var fields = MalformedInput.FromJson(error.Path, error.Message).ToList();
            return new ApiError(ErrorKind.Malformed, "malformed-json", "The request is not well formed", $"{fields[0].Field}: {fields[0].Message}") { Fields = fields };
        }
        var result = validator?.Validate(changed);
        return result is { IsValid: false } ? ApiError.Invalid(result.ToFieldErrors()) : changed;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject existing)
                Merge(existing, inner);
            else
                target[name] = value.DeepClone();
    }
}

public sealed class MergePatchConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(MergePatch<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<MergePatch<T>>
        where T : class
    {
        public override MergePatch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonNode.Parse(ref reader) is JsonObject patch ? new(Singular(patch)) : throw new JsonException("must be a JSON object");

        /// <summary>A JSON object keeps members that come twice until it is looked into.</summary>
        private static JsonObject Singular(JsonObject patch)
        {
            try
            {
                foreach (var inner in patch.Select(m => m.Value).OfType<JsonObject>())
                    Singular(inner);
                return patch;
            }
            catch (ArgumentException)
            {
                throw new JsonException("has a member twice");
            }
        }

        public override void Write(Utf8JsonWriter writer, MergePatch<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
