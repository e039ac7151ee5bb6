using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FluentValidation;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Concurrency;

public interface IMergePatch
{
    /// <summary>What was found in the body before it is applied: nulls in lists, and texts with characters that are not taken.</summary>
    void Found(IReadOnlyList<FieldError> nulls, IReadOnlyList<FieldError> texts);
}

/// <summary>
/// A JSON merge patch (RFC 7396) of <typeparamref name="T"/>: what is absent stays, null removes. Applied to the present
/// state as the caller would see it, then validated as a whole. What may not be without a value takes no null.
/// </summary>
public sealed class MergePatch<T>(JsonObject patch) : IMergePatch
    where T : class
{
    private IReadOnlyList<FieldError> _nulls = [];
    private IReadOnlyList<FieldError> _texts = [];

    public void Found(IReadOnlyList<FieldError> nulls, IReadOnlyList<FieldError> texts) => (_nulls, _texts) = (nulls, texts);

    public Outcome<T> ApplyTo(T current, IValidator<T>? validator = null)
    {
        List<FieldError> refused = [.. Nulls(), .. _nulls];
        var merged = (JsonObject)JsonSerializer.SerializeToNode(current, ApiJson.Options)!;
        Merge(merged, patch);
        T changed;
        try
        {
            changed = merged.Deserialize<T>(ApiJson.Options)!;
        }
        catch (JsonException error)
        {
            var sent = JsonSerializer.SerializeToElement(merged);
            refused.AddRange(
                JsonShape.Faults(sent, typeof(T)) is { Count: > 0 } shape ? shape : JsonFault.Of(error.Path ?? "$", error.Message, sent)
            );
            changed = current;
        }
        // A value that does not fit may not fit for the very character that nobody sees: that comes first, as ever.
        if (refused.Count > 0)
            return _texts.Count > 0
                ? ApiError.Invalid([.. _texts, .. refused.DistinctBy(f => f.Field)])
                : ApiError.Malformed(JsonFault.WrongShape, [.. refused.DistinctBy(f => f.Field)]);
        List<FieldError> faults = [.. _texts, .. validator?.Validate(changed).ToFieldErrors() ?? []];
        return faults.Count > 0 ? ApiError.Invalid(faults) : changed;
    }

    /// <summary>
    /// PATCH of a resource that was looked up: nothing is applied to what is not there, nor to another version than the caller's
    /// (<see cref="EntityTag.Check"/>), nor where <paramref name="refuse"/> says that this is not the time. What is left is
    /// <paramref name="write"/>: the rules that need the database, and the change itself.
    /// </summary>
    /// <param name="write">Gives null where the version is not the caller's any more.</param>
    /// <param name="changeable">What of the resource can be changed, as the caller would see it.</param>
    public async Task<Outcome<TModel>> ChangeAsync<TState, TModel>(
        string? ifMatch,
        Outcome<TState> found,
        Func<TState, T> changeable,
        IValidator<T> validator,
        Func<TState, T, Task<Outcome<TModel>?>> write,
        Func<TState, ApiError?>? refuse = null
    )
        where TState : IVersioned
    {
        if (found.Error is { } missing)
            return missing;
        var state = found.Value!;
        if ((EntityTag.Check(ifMatch, state.Version) ?? refuse?.Invoke(state)) is { } refusal)
            return refusal;
        var outcome = ApplyTo(changeable(state), validator);
        if (outcome.Error is { } invalid)
            return invalid;
        return await write(state, outcome.Value!) ?? EntityTag.Overtaken(ifMatch!);
    }

    /// <summary>Nulls that would remove nothing: of members nobody knows, and of those that always have a value.</summary>
    private List<FieldError> Nulls()
    {
        var members = ApiJson.Options.GetTypeInfo(typeof(T)).Properties;
        return
        [
            .. patch
                .Where(m => m.Value is null)
                .Select(m =>
                    members.FirstOrDefault(p => p.Name == m.Key) switch
                    {
                        null => JsonFault.Unknown(m.Key, members.Select(p => p.Name)),
                        { IsSetNullable: false } => JsonFault.Null(m.Key),
                        _ => null,
                    }
                )
                .OfType<FieldError>(),
        ];
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            // An empty map as PHP writes it: nothing is asked of the map that is there.
            else if (value is JsonArray { Count: 0 } && target[name] is JsonObject)
                continue;
            else if (value is JsonObject inner)
            {
                // Also where there was nothing before: the nulls inside remove, they are not kept.
                if (target[name] is not JsonObject)
                    target[name] = new JsonObject();
                Merge((JsonObject)target[name]!, inner);
            }
            else
                target[name] = value.DeepClone();
    }
}

public sealed class MergePatchConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(MergePatch<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<MergePatch<T>>
        where T : class
    {
        public override MergePatch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonNode.Parse(ref reader) is JsonObject patch
                ? new(Singular(patch))
                : throw new JsonException(JsonTexts.MustBeObject.Carried());

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
                throw new JsonException(JsonTexts.MemberTwice.Carried());
            }
        }

        public override void Write(Utf8JsonWriter writer, MergePatch<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
