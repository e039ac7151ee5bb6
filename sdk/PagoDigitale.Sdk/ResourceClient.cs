using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PagoDigitale.Sdk;

/// <summary>What the clients of all resources share: how bodies are written and read.</summary>
internal abstract class ResourceClient
{
    /// <summary>A body that was read.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="Object">What it holds.</param>
    /// <param name="Text">The body as text; empty, as bodies are read as they arrive.</param>
    protected readonly record struct ObjectResponseResult<T>(T? Object, string Text);

    /// <summary>
    /// Sets how JSON is written: absent members are left out, instants are in UTC with a Z, and merge patches say null where a member is
    /// to be removed.
    /// </summary>
    /// <param name="settings">The settings.</param>
    protected static void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        settings.Converters.Add(new UtcInstantConverter());
        settings.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveAbsentMembersOut, RefuseListsWithoutItems } };
    }

    /// <summary>Reads a body and attaches what the answer said beside it.</summary>
    /// <typeparam name="T">What the body holds.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    protected static async Task<ObjectResponseResult<T>> ReadObjectResponseAsync<T>(
        HttpResponseMessage response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadBodyAsync<T>(response, Settings, headers, cancellationToken).ConfigureAwait(false);
        if (body is IAnswer answer)
            answer.Answer = AnswerDetails.Of(response);
        return new(body, "");
    }

    internal static async Task<T?> ReadBodyAsync<T>(
        HttpResponseMessage response,
        JsonSerializerOptions settings,
        IReadOnlyDictionary<string, IEnumerable<string>>? headers,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(settings, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            var request = response.RequestMessage;
            throw new PagoDigitaleException(
                $"{request?.Method} {request?.RequestUri?.AbsolutePath} was answered with {(int)response.StatusCode}, "
                    + $"and the body of the answer is not what the contract says: {exception.Message}",
                (int)response.StatusCode,
                null,
                headers,
                exception
            )
            {
                IdempotencyKey = Http.Headers.First(request?.Headers, Http.Headers.IdempotencyKey),
            };
        }
    }

    /// <summary>Whether a body could not be read: it is no JSON, not what the contract says, or in an encoding that there is not.</summary>
    internal static bool IsUnreadable(Exception exception) =>
        exception is JsonException or InvalidOperationException { InnerException: ArgumentException };

    /// <summary>Writes a parameter.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cultureInfo">The culture, always the invariant one.</param>
    protected static string ConvertToString(object? value, CultureInfo cultureInfo) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, cultureInfo),
            _ => value.ToString() ?? "",
        };

    /// <summary>The values of a parameter that takes several; the service forbids an empty one, which would be sent as none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="name">What the caller knows the parameter by.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    protected static IReadOnlyList<T> Some<T>(IEnumerable<T> values, string name)
    {
        List<T> given = [.. values];
        return given.Count > 0
            ? given
            : throw new ArgumentException($"{name} is given and empty: leave it null to ask without it, or name a value.", name);
    }

    internal static JsonSerializerOptions Settings { get; } = CreateSettings();

    private static JsonSerializerOptions CreateSettings()
    {
        var settings = new JsonSerializerOptions();
        UpdateJsonSerializerSettings(settings);
        return settings;
    }

    private static void LeaveAbsentMembersOut(JsonTypeInfo type)
    {
        if (typeof(IMergePatch).IsAssignableFrom(type.Type))
            type.OnSerializing = patch => CheckRemoved((IMergePatch)patch, type);
        foreach (var property in type.Properties.Where(property => property.ShouldSerialize is null))
        {
            property.ShouldSerialize = (owner, value) =>
                value is not null || owner is IMergePatch patch && patch.Removed.Contains(property.Name);
        }
    }

    // The items of a page are never null, and nobody who reads them expects it.
    private static void RefuseListsWithoutItems(JsonTypeInfo type)
    {
        if (!typeof(IAnswer).IsAssignableFrom(type.Type))
            return;
        foreach (var items in type.Properties.Where(property => property is { Name: "items", Set: not null }))
        {
            var set = items.Set!;
            items.Set = (page, value) => set(page, value ?? throw new JsonException("The list has no items, which may not be null."));
        }
    }

    /// <summary>What would be dropped without a word, and the caller believes removed.</summary>
    private static void CheckRemoved(IMergePatch patch, JsonTypeInfo type)
    {
        var members = type.Properties.Where(property => property.Get is not null).ToList();
        foreach (var name in patch.Removed)
        {
            if (members.Find(property => property.Name == name) is not { } member)
                throw new ArgumentException(
                    $"'{name}' is not a member of {type.Type.Name} that could be removed; "
                        + $"its members are {string.Join(", ", members.Select(property => property.Name))}."
                );
            if (member.Get!(patch) is not null)
                throw new ArgumentException($"'{name}' of {type.Type.Name} has a value and is to be removed: it cannot be both.");
        }
    }
}
