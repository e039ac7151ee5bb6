using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api.Features.OpenApi;

/// <summary>
/// The contract itself, for programs and for people. Bare endpoints, outside of the contract they show: what they answer is that
/// document, and nothing that a version of it could promise.
/// </summary>
public sealed class OpenApiFeature : Feature
{
    /// <summary>The contract's, whatever the reader likes best.</summary>
    internal const string Language = "en";

    public override int Floor => 12;

    public override void AddServices(IServiceCollection services) => services.AddSingleton<PublishedDocument>();

    public override void MapEndpoints(IEndpointRouteBuilder app)
    {
        var document = app.ServiceProvider.GetRequiredService<PublishedDocument>();
        var contract = app.MapGroup("")
            .AddEndpointFilter(
                (context, next) =>
                {
                    context.HttpContext.Response.Headers.ContentLanguage = Language;
                    return next(context);
                }
            );
        contract.MapGet("/openapi.yaml", () => document.AsYaml()).ExcludeFromDescription();
        contract.MapGet("/openapi.json", () => document.AsJson()).ExcludeFromDescription();
        DocumentationPage.Map(app);
    }
}
