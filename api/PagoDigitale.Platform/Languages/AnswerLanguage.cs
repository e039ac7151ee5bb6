using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Languages;

/// <summary>
/// The language of an answer is the one the caller likes best of those there are (Accept-Language, RFC 9110 §12.5.4), else English.
/// Only texts for people change with it: numbers and days are written alike in both.
/// </summary>
public static class AnswerLanguage
{
    private static readonly CultureInfo[] _offered = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("it")];

    /// <summary>What can hold a text of ours: JSON, pages, outcomes of files.</summary>
    private static readonly string[] _telling = ["json", "text/html", "text/csv", "spreadsheetml"];

    /// <summary>Of the request that is being answered.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.Name == "it" ? Language.Italian : Language.English;

    public static string Tag => Current == Language.Italian ? "it" : "en";

    public static string Told(this Message message) => message.In(Current);

    public static string Told(this Wording wording) => wording.In(Current);

    public static void UseAnswerLanguage(this IApplicationBuilder app)
    {
        var options = new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, _offered[0]),
            SupportedCultures = [CultureInfo.InvariantCulture],
            SupportedUICultures = _offered,
            RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult(LikedBest(http.Request)))],
        };
        app.UseRequestLocalization(options);
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(static state => DeclareAsync((HttpContext)state), http);
                return next(http);
            }
        );
    }

    /// <summary>
    /// By the first part of each range, the best liked first (RFC 4647 §3.4): <c>it-IT</c> is answered in <c>it</c>. ASP.NET Core's own
    /// provider asks the culture for its parent, which no culture has where globalization is invariant.
    /// </summary>
    private static ProviderCultureResult? LikedBest(HttpRequest request)
    {
        var liked = request
            .GetTypedHeaders()
            .AcceptLanguage.Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => range.Value.Value!.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(primary => primary == "*" || _offered.Any(offered => offered.Name == primary));
        var chosen = liked == "*" ? _offered.FirstOrDefault(offered => !IsExcluded(request, offered))?.Name : liked;
        return chosen is null ? null : new ProviderCultureResult(CultureInfo.InvariantCulture.Name, chosen);
    }

    /// <summary>Any other will do, and this one will not: <c>en;q=0, *</c>.</summary>
    private static bool IsExcluded(HttpRequest request, CultureInfo offered) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.Any(range =>
                range.Quality is 0 && range.Value.Value!.Split('-')[0].Equals(offered.Name, StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>Papers and messages of the node are in the language they are in, whoever asks for them.</summary>
    private static Task DeclareAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (!_telling.Any(t => http.Response.ContentType?.Contains(t, StringComparison.OrdinalIgnoreCase) == true))
            return Task.CompletedTask;
        // An answer that was kept is in the language of the call it was first given to, and says so itself.
        if (headers.ContentLanguage.Count == 0)
            headers.ContentLanguage = http.Features.GetRequiredFeature<IRequestCultureFeature>().RequestCulture.UICulture.Name;
        headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return Task.CompletedTask;
    }
}
