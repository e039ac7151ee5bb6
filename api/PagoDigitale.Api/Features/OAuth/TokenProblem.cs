using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>
/// A problem that is also an error of RFC 6749 §5.2: ready-made OAuth clients read <c>error</c>, everybody else reads the
/// problem. Decision 0007 says why it stays <c>application/problem+json</c>. The description is in English, whatever the caller likes best:
/// it holds ASCII alone.
/// </summary>
public sealed record TokenProblem : Problem
{
    [SetsRequiredMembers]
    private TokenProblem(Problem problem, string error)
        : base(problem) =>
        (Error, ErrorDescription) = (error, Allowed(Clipped.To((problem.Detail ?? problem.Title).In(Language.English), DetailLengthMax)));

    [JsonPropertyName("error"), JsonPropertyOrder(-2)]
    public string Error { get; }

    [JsonPropertyName("error_description"), JsonPropertyOrder(-1)]
    public string ErrorDescription { get; }

    public static IActionResult Answer(ApiError refusal, HttpContext http)
    {
        var status = ErrorStatus.Of(refusal.Kind);
        // RFC 6749 §5.2: who tried to authenticate by the header is answered in the same scheme.
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"pagodigitale\"";
        return new ObjectResult(new TokenProblem(From(refusal, http), ErrorOf(refusal.Code)))
        {
            StatusCode = status,
            ContentTypes = { MediaType },
        };
    }

    private static string ErrorOf(string code) =>
        code switch
        {
            "invalid-client" => "invalid_client",
            "invalid-scope" => "invalid_scope",
            "unsupported-grant-type" => "unsupported_grant_type",
            _ => "invalid_request",
        };

    /// <summary>RFC 6749 §5.2 allows %x20-21, %x23-5B and %x5D-7E: no quotation mark, no backslash, nothing beyond ASCII.</summary>
    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var character in text)
            allowed.Append(character is >= ' ' and <= '~' and not ('"' or '\\') ? character : '?');
        return allowed.ToString();
    }
}
