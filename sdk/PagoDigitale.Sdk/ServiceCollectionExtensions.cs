using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using PagoDigitale.Sdk.Http;
using Polly.Telemetry;

namespace PagoDigitale.Sdk;

/// <summary>Registration of the client.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// The name of the client in <see cref="IHttpClientFactory"/>; that of a client with a name of its own has a colon and its name behind
    /// it: <c>PagoDigitale:ordine-a</c>.
    /// </summary>
    public const string HttpClientName = "PagoDigitale";

    /// <summary>
    /// Registers one <see cref="IPagoDigitaleClient"/> for the whole application, over <see cref="IHttpClientFactory"/>. Options that
    /// cannot work stop the application when it starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says how to reach the API, and as whom.</param>
    /// <returns>The client in the factory, to give it a proxy, a certificate or handlers of the application.</returns>
    /// <exception cref="InvalidOperationException">It is registered already: several clients have a name each.</exception>
    public static IHttpClientBuilder AddPagoDigitale(this IServiceCollection services, Action<PagoDigitaleOptions> configure)
    {
        var http = Add(services, Microsoft.Extensions.Options.Options.DefaultName, HttpClientName, configure);
        services.TryAddSingleton(provider => Make(provider, Microsoft.Extensions.Options.Options.DefaultName, HttpClientName));
        services.TryAddSingleton<IPagoDigitaleClient>(provider => provider.GetRequiredService<PagoDigitaleClient>());
        return http;
    }

    /// <summary>
    /// Registers one of several clients, each with credentials, and where that is wanted an address, of its own: a keyed service that is
    /// asked for by its name, <c>[FromKeyedServices("ordine-a")] IPagoDigitaleClient client</c>. Options that cannot work stop the
    /// application when it starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client in the application.</param>
    /// <param name="configure">Says how to reach the API, and as whom.</param>
    /// <returns>The client in the factory, to give it a proxy, a certificate or handlers of the application.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">A client of this name is registered already.</exception>
    public static IHttpClientBuilder AddPagoDigitale(this IServiceCollection services, string name, Action<PagoDigitaleOptions> configure)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("A client among several needs a name.", nameof(name));
        var httpName = $"{HttpClientName}:{name}";
        var http = Add(services, name, httpName, configure);
        services.TryAddKeyedSingleton(name, (provider, _) => Make(provider, name, httpName));
        services.TryAddKeyedSingleton<IPagoDigitaleClient>(
            name,
            (provider, _) => provider.GetRequiredKeyedService<PagoDigitaleClient>(name)
        );
        return http;
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, string httpName, Action<PagoDigitaleOptions> configure)
    {
        if (services is null)
            throw new ArgumentNullException(nameof(services));
        if (configure is null)
            throw new ArgumentNullException(nameof(configure));
        // Two registrations would be one client, with the options of both laid over each other.
        if (services.Any(service => !service.IsKeyedService && service.ImplementationInstance is Registered known && known.Name == name))
            throw new InvalidOperationException(
                name.Length == 0
                    ? "AddPagoDigitale was called before: give each of several clients a name, AddPagoDigitale(\"ordine-a\", …)."
                    : $"AddPagoDigitale(\"{name}\", …) was called before: each client has a name of its own."
            );
        services.AddSingleton(new Registered(name));
        services.AddOptions<PagoDigitaleOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PagoDigitaleOptions>, OptionsValidation>());

        PagoDigitaleOptions Options(IServiceProvider provider) => OptionsOf(provider, name);
        var http = services
            .AddHttpClient(httpName, (provider, client) => Pipeline.Address(client, Options(provider)))
            .ConfigurePrimaryHttpMessageHandler(provider => Pipeline.Transport(Options(provider)))
            // One client serves the application as long as it runs; its connections are renewed by the transport itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        foreach (var handler in Pipeline.Outside)
            http.AddHttpMessageHandler(provider => handler(Options(provider)));
        http.AddResilienceHandler(
            "attempts",
            (pipeline, context) =>
            {
                Telling.Configure(pipeline, context.ServiceProvider.GetRequiredService<IOptions<TelemetryOptions>>().Value);
                Attempts.Configure(pipeline, Options(context.ServiceProvider));
            }
        );
        return http.AddHttpMessageHandler(provider => Pipeline.Inside(Options(provider)));
    }

    private static PagoDigitaleClient Make(IServiceProvider provider, string name, string httpName) =>
        new(provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName), OptionsOf(provider, name).TimeProvider);

    private static PagoDigitaleOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<PagoDigitaleOptions>>().Get(name);

    /// <summary>Says that a client of this name was registered.</summary>
    private sealed record Registered(string Name);

    private sealed class OptionsValidation : IValidateOptions<PagoDigitaleOptions>
    {
        public ValidateOptionsResult Validate(string? name, PagoDigitaleOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
