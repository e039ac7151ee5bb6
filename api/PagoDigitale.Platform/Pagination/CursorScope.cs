using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace PagoDigitale.Platform.Pagination;

/// <summary>
/// Ties a cursor to the list that gave it. A place in one list means something else, or nothing, in another: with other
/// filters it would skip rows without a word. Every cursor therefore begins with a digest of the operation, of what the path
/// names and of the filters; what may change between two pages is how much of them is shown. It is no secret, only a guard against
/// mistakes.
/// </summary>
public static class CursorScope
{
    private const int DigestBytes = 8;

    private static readonly int PrefixLength = Base64Url.GetEncodedLength(DigestBytes);

    /// <summary>What says how much of the rows is shown, and not which.</summary>
    private static readonly string[] NotFilters = ["cursor", "limit", "fields", "embed"];

    public static string Bind(string cursor, HttpContext http) => DigestOf(http) + cursor;

    /// <summary>False when the text was not given by this list with these filters.</summary>
    public static bool TryUnbind(string text, HttpContext http, out string cursor)
    {
        cursor = text.Length > PrefixLength ? text[PrefixLength..] : "";
        return cursor.Length > 0 && text.StartsWith(DigestOf(http), StringComparison.Ordinal);
    }

    private static string DigestOf(HttpContext http)
    {
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<ControllerActionDescriptor>().ActionName;
        var path = http
            .Request.RouteValues.Where(v => v.Key is not ("action" or "controller"))
            .OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => $"{v.Key}={v.Value}");
        var filters = http
            .Request.Query.Where(q => !NotFilters.Contains(q.Key))
            .OrderBy(q => q.Key, StringComparer.Ordinal)
            .Select(q => $"{q.Key}={q.Value}");
        var text = string.Join('\n', [operation, .. path, .. filters]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
    }
}
