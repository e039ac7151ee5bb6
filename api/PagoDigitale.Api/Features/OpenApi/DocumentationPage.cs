using Microsoft.AspNetCore.Http.HttpResults;
using PagoDigitale.Platform.Http;
using Scalar.AspNetCore;

namespace PagoDigitale.Api.Features.OpenApi;

/// <summary>
/// The document as a page, with an example in curl for every operation and a console that calls this instance. Everything it needs
/// comes from here: it works where there is no other network, and tells nobody that it was opened. The document names the servers
/// it was published for; the page is told which instance it stands on.
/// </summary>
internal static class DocumentationPage
{
    public const string Path = "/docs";

    private const string Scheme = "oauth2";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapScalarApiReference(Path, (options, http) => Configure(options, http, http.RequestServices.GetRequiredService<PublicUrl>()))
            .AddEndpointFilter(
                async (context, next) =>
                {
                    // Scalar takes what comes behind the page for the name of a document, and shows the page for any: there is one.
                    if (context.HttpContext.GetRouteValue("documentName") is not null)
                        return TypedResults.StatusCode(StatusCodes.Status404NotFound);
                    GuardPage(context.HttpContext);
                    return InLanguage(await next(context));
                }
            )
            .ExcludeFromDescription();

    private static void Configure(ScalarOptions options, HttpContext http, PublicUrl url)
    {
        options
            .WithTitle("PagoDigitale")
            .WithOpenApiRoutePattern("/openapi.yaml")
            .AddServer(url.Root, "This instance")
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl)
            .WithNonce()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .AddPreferredSecuritySchemes(Scheme)
            .AddClientCredentialsFlow(Scheme, flow => flow.WithTokenUrl(url.At("/v1/oauth/token")));
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
    }

    /// <summary>Scalar does not say which language its page is in: who has it read aloud hears it in that of the browser.</summary>
    private static object? InLanguage(object? page) =>
        page is ContentHttpResult { ResponseContent: { } html } content
            ? TypedResults.Text(
                html.Replace("<html>", $"<html lang=\"{OpenApiFeature.Language}\">", StringComparison.Ordinal),
                content.ContentType,
                statusCode: content.StatusCode
            )
            : page;

    /// <summary>Only what we send runs, and it speaks with nobody but this instance.</summary>
    private static void GuardPage(HttpContext http) =>
        http.Response.OnStarting(() =>
        {
            var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey] is string fresh ? $" 'nonce-{fresh}'" : "";
            var url = http.RequestServices.GetRequiredService<PublicUrl>();
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + $"font-src 'self' data:; connect-src 'self' {url.Origin}; worker-src 'self' blob:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            http.Response.Headers.ContentLanguage = OpenApiFeature.Language;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
}
