using System.Text.Json;
using PagoDigitale.Api.Platform.ActivityLog;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Looks through every text of a JSON body, member names included, for characters nobody would see.</summary>
public static class JsonBodyTexts
{
    private const int FieldsMax = 20;

    public static async Task<ApiError?> CheckAsync(HttpContext http, CancellationToken ct)
    {
        // Only JSON bodies are buffered, and by now they are known to be well formed.
        if (!http.Request.Body.CanSeek || http.Request.Body.Length == 0)
            return null;
        http.Request.Body.Position = 0;
        using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
        ActivityReason.Note(http, document.RootElement);
        var fields = new List<FieldError>();
        Look(document.RootElement, "", fields);
        return fields.Count == 0 ? null : ApiError.Invalid(fields);
    }

    private static void Look(JsonElement element, string path, List<FieldError> fields)
    {
        if (fields.Count >= FieldsMax)
            return;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Judge(() => element.GetString()!, path, fields);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Look(item, $"{path}[{index++}]", fields);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    // A label whose own name is hidden is told by the member that holds it.
                    Judge(() => member.Name, path, fields);
                    Look(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", fields);
                }
                break;
        }
    }

    private static void Judge(Func<string> read, string path, List<FieldError> fields)
    {
        var field = path.Length == 0 ? "body" : path;
        try
        {
            if (HiddenCharacters.Check(read(), field) is { } error)
                fields.Add(error);
        }
        // How the reader says that an escape is half of a surrogate pair.
        catch (InvalidOperationException)
        {
            fields.Add(new(field, HiddenCharacters.Code, "holds half of a surrogate pair", HiddenCharacters.Remedy));
        }
    }
}
