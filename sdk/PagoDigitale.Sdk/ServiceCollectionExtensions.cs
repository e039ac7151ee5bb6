using Microsoft.Extensions.DependencyInjection;

namespace PagoDigitale.Sdk;

/// <summary>Registration of the client.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers one <see cref="PagoDigitaleClient"/> for the whole application.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says how to reach the API, and as whom.</param>
    public static IServiceCollection AddPagoDigitale(this IServiceCollection services, Action<PagoDigitaleOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton(_ =>
        {
            var options = new PagoDigitaleOptions();
            configure(options);
            return new PagoDigitaleClient(options);
        });
    }
}
