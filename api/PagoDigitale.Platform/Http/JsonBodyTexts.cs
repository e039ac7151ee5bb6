using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Looks through a JSON body that could be read: its lists for nulls, which the serializer lets pass; every text, member names
/// included, for characters nobody would see; those that are printed (<see cref="PrintedAttribute"/>), for what paper cannot show.
/// </summary>
public static class JsonBodyTexts
{
    private const int FieldsMax = 20;

    /// <summary>Whether a text cannot even be read: nothing can be made of the body then.</summary>
    public static bool IsUnreadable(FieldError error) => error.Message.Wording == JsonTexts.NoUnicode;

    public static async Task<(List<FieldError> Nulls, List<FieldError> Texts)> CheckAsync(HttpContext http, CancellationToken ct)
    {
        // Only JSON bodies are buffered, and by now they are known to be well formed; but a file, which is its reader's.
        if (http.Features.Get<SpooledUpload>() is not null || !http.Request.Body.CanSeek || http.Request.Body.Length == 0)
            return ([], []);
        http.Request.Body.Position = 0;
        using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
        ActivityReason.Note(http, document.RootElement);
        var fields = new List<FieldError>();
        var type = MalformedInput.BodyOf(http)?.ParameterType;
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(MergePatch<>))
            type = type.GetGenericArguments()[0];
        Look(document.RootElement, type is null ? null : ApiJson.Options.GetTypeInfo(type), false, "", fields);
        return (JsonShape.NullItems(document.RootElement), fields);
    }

    /// <param name="type">What the element fills; null for maps and plain values.</param>
    private static void Look(JsonElement element, JsonTypeInfo? type, bool isPrinted, string path, List<FieldError> fields)
    {
        if (fields.Count >= FieldsMax)
            return;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Judge(() => element.GetString()!, isPrinted, path, fields);
                break;
            case JsonValueKind.Array:
                var index = 0;
                var items = type?.ElementType is { } itemType ? ApiJson.Options.GetTypeInfo(itemType) : null;
                foreach (var item in element.EnumerateArray())
                    Look(item, items, isPrinted, $"{path}[{index++}]", fields);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    // A label whose own name is hidden is told by the member that holds it.
                    Judge(() => member.Name, false, path, fields);
                    var property = type?.Properties.FirstOrDefault(p => p.Name == member.Name);
                    Look(
                        member.Value,
                        property is null ? null : ApiJson.Options.GetTypeInfo(property.PropertyType),
                        isPrinted || property?.AttributeProvider?.IsDefined(typeof(PrintedAttribute), inherit: false) == true,
                        path.Length == 0 ? member.Name : $"{path}.{member.Name}",
                        fields
                    );
                }
                break;
        }
    }

    private static void Judge(Func<string> read, bool isPrinted, string path, List<FieldError> fields)
    {
        var field = path.Length == 0 ? "body" : path;
        try
        {
            var text = read();
            if (HiddenCharacters.Check(text, field) is { } hidden)
                fields.Add(hidden);
            if (isPrinted && UnprintableCharacters.Check(PlainText.Without(text), field) is { } unprintable)
                fields.Add(unprintable);
        }
        // How the reader says that it is no Unicode.
        catch (InvalidOperationException)
        {
            fields.Add(new(field, HiddenCharacters.Code, JsonTexts.NoUnicode, CharacterTexts.RemoveHidden));
        }
    }
}
