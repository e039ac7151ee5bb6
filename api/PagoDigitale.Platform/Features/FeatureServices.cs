namespace PagoDigitale.Platform.Features;

public static class FeatureServices
{
    /// <summary>One of each for every call or job, in its transaction.</summary>
    public static IServiceCollection AddPerCall(this IServiceCollection services, params ReadOnlySpan<Type> types)
    {
        foreach (var type in types)
            services.AddScoped(type);
        return services;
    }
}
