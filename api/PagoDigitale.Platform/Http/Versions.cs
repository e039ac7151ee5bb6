using Asp.Versioning;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// The version is the first segment of the path (decision 0006), written in the routes as it is read in a URL. What goes out of use is
/// said in the settings, by the name of its operation or of its version: every answer then carries Deprecation (RFC 9745), Sunset
/// (RFC 8594) and the address to read more at.
/// </summary>
public static class Versions
{
    /// <summary>For example <c>PagoDigitale:Deprecations:readPosition:Sunset</c>, or <c>…:v1:Sunset</c> for all of a version.</summary>
    public const string Setting = "PagoDigitale:Deprecations";

    private static readonly ApiVersion First = new(1);

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddApiVersioning(o =>
            {
                o.DefaultApiVersion = First;
                // Of what stands outside of versions: /status, /problems, /.well-known.
                o.AssumeDefaultVersionWhenUnspecified = true;
                o.ApiVersionReader = new FirstSegment();
                foreach (var going in configuration.GetSection(Setting).GetChildren())
                    Declare(o.Policies, going.Key, Deprecation.Of(going));
            })
            .AddMvc()
            .AddApiExplorer(o => o.GroupNameFormat = "'v'VVV");
    }

    /// <summary>After routing, which says whose answer it will be; a refusal by the operation has the headers too.</summary>
    public static void UseDeprecations(this WebApplication app)
    {
        var named = app.Configuration.GetSection(Setting).GetChildren().Select(c => c.Key).ToList();
        if (named.Count == 0)
            return;
        var operations = app
            .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
            .ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
            .Select(a => ApiDocument.OperationId(a))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.FirstOrDefault(n => !operations.Contains(n) && VersionOf(n) is null) is { } unknown)
            throw new InvalidOperationException($"{Setting} names '{unknown}', which is neither an operation nor a version like v1.");
        var deprecated = app.Services.GetRequiredService<IPolicyManager<DeprecationPolicy>>();
        var sunset = app.Services.GetRequiredService<IPolicyManager<SunsetPolicy>>();
        app.Use(
            (http, next) =>
            {
                if (http.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is { } action)
                {
                    var name = ApiDocument.OperationId(action);
                    var version = VersionOf(FirstSegment.Of(http.Request.Path));
                    if (deprecated.TryResolvePolicy(name, version, out var since))
                        http.Response.WriteDeprecationPolicy(since);
                    if (sunset.TryResolvePolicy(name, version, out var until))
                        http.Response.WriteSunsetPolicy(until);
                }
                return next(http);
            }
        );
    }

    private static void Declare(IApiVersioningPolicyBuilder policies, string name, Deprecation going)
    {
        var deprecate = VersionOf(name) is { } version ? policies.Deprecate(version) : policies.Deprecate(name);
        deprecate.SetEffectiveDate(going.Since);
        if (going.Link is { } page)
            deprecate.Link(page);
        if (going.Sunset is not { } end)
            return;
        var sunset = VersionOf(name) is { } ending ? policies.Sunset(ending) : policies.Sunset(name);
        sunset.SetEffectiveDate(end);
    }

    private static ApiVersion? VersionOf(string? name) =>
        name is ['v', .. var number] && int.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var major)
            ? new(major)
            : null;

    /// <summary>Since when it is deprecated, from when it may be gone, and where to read what to do.</summary>
    private sealed record Deprecation(DateTimeOffset Since, DateTimeOffset? Sunset, Uri? Link)
    {
        public static Deprecation Of(IConfigurationSection section) =>
            new(
                section.GetValue<DateTimeOffset?>("Since") ?? throw new InvalidOperationException($"{section.Path}:Since is missing."),
                section.GetValue<DateTimeOffset?>("Sunset"),
                section.GetValue<Uri?>("Link")
            );
    }

    /// <summary>The package would look for a parameter of the route; ours say <c>v1</c>: a search for a path finds the code.</summary>
    private sealed class FirstSegment : IApiVersionReader
    {
        public static string? Of(PathString path) => path.Value?.Split('/', 3) is [_, var first, _] ? first : null;

        public IReadOnlyList<string> Read(HttpRequest request) => VersionOf(Of(request.Path)) is { } version ? [version.ToString()] : [];

        public void AddParameters(IApiVersionParameterDescriptionContext context) { }
    }
}
