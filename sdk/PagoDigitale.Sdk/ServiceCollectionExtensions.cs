using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using PagoDigitale.Sdk.Http;

namespace PagoDigitale.Sdk;

/// <summary>Registration of the client.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The name of the client in <see cref="IHttpClientFactory"/>.</summary>
    public const string HttpClientName = "PagoDigitale";

    /// <summary>
    /// Registers one <see cref="IPagoDigitaleClient"/> for the whole application, over <see cref="IHttpClientFactory"/>. Options that
    /// cannot work stop the application when it starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says how to reach the API, and as whom.</param>
    /// <returns>The client in the factory, to give it a proxy, a certificate or handlers of the application.</returns>
    public static IHttpClientBuilder AddPagoDigitale(this IServiceCollection services, Action<PagoDigitaleOptions> configure)
    {
        if (services is null)
            throw new ArgumentNullException(nameof(services));
        if (configure is null)
            throw new ArgumentNullException(nameof(configure));
        services.AddOptions<PagoDigitaleOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PagoDigitaleOptions>, OptionsValidation>());
        services.TryAddSingleton(provider => new PagoDigitaleClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            Options(provider).TimeProvider
        ));
        services.TryAddSingleton<IPagoDigitaleClient>(provider => provider.GetRequiredService<PagoDigitaleClient>());

        var http = services
            .AddHttpClient(HttpClientName, (provider, client) => Pipeline.Address(client, Options(provider)))
            .ConfigurePrimaryHttpMessageHandler(provider => Pipeline.Transport(Options(provider)))
            // One client serves the application as long as it runs; its connections are renewed by the transport itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        foreach (var handler in Pipeline.Outside)
            http.AddHttpMessageHandler(provider => handler(Options(provider)));
        http.AddResilienceHandler("attempts", (pipeline, context) => Attempts.Configure(pipeline, Options(context.ServiceProvider)));
        return http.AddHttpMessageHandler(provider => Pipeline.Inside(Options(provider)));
    }

    private static PagoDigitaleOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PagoDigitaleOptions>>().Value;

    private sealed class OptionsValidation : IValidateOptions<PagoDigitaleOptions>
    {
        public ValidateOptionsResult Validate(string? name, PagoDigitaleOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
