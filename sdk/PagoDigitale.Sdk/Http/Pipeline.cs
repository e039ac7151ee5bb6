using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// What every call goes through, from the outside in: paths without gaps alone go on, errors become exceptions, versions become entity
/// tags, POSTs get a key, the time begins to run, failures are tried again, and each attempt carries a token.
/// </summary>
internal static class Pipeline
{
    // The version of the package, without the commit that a build may put behind it.
    private static readonly ProductInfoHeaderValue Product = new(
        "PagoDigitale.Sdk",
        typeof(Pipeline).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]
    );

    /// <summary>Around all attempts of a call, the outermost first.</summary>
    public static IReadOnlyList<Func<PagoDigitaleOptions, DelegatingHandler>> Outside { get; } =
    [
        _ => new PathHandler(),
        options => new ProblemHandler(options.TimeProvider),
        _ => new EntityTagHandler(),
        _ => new IdempotencyHandler(),
        options => new CallHandler(options.TimeProvider),
    ];

    /// <summary>Around each attempt.</summary>
    public static DelegatingHandler Inside(PagoDigitaleOptions options) => new TokenHandler(options);

    /// <summary>The pipeline without dependency injection.</summary>
    public static HttpClient Build(PagoDigitaleOptions options, HttpMessageHandler? transport)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        if (options.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException(fault, nameof(options));
        var inside = Inside(options);
        inside.InnerHandler = transport ?? Transport(options);
        var attempts = new ResiliencePipelineBuilder<HttpResponseMessage>();
        Attempts.Configure(attempts, options);
        HttpMessageHandler handler = new ResilienceHandler(attempts.Build()) { InnerHandler = inside };
        foreach (var outside in Outside.Reverse())
        {
            var around = outside(options);
            around.InnerHandler = handler;
            handler = around;
        }
        var client = new HttpClient(handler);
        Address(client, options);
        return client;
    }

    public static void Address(HttpClient client, PagoDigitaleOptions options)
    {
        client.BaseAddress = new Uri(options.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/");
        // Calls and attempts have limits of their own.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.Add(Product);
        if (options.Language is { } language)
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    /// <summary>Connections are renewed every few minutes, so that a service that moves to another address is found again.</summary>
    public static HttpMessageHandler Transport(PagoDigitaleOptions options)
    {
        var lifetime = TimeSpan.FromMinutes(5);
#if NET8_0_OR_GREATER
        return new SocketsHttpHandler { PooledConnectionLifetime = lifetime };
#else
        // .NET Framework opens two connections to a server unless it is told otherwise.
        var point = System.Net.ServicePointManager.FindServicePoint(options.BaseAddress!);
        point.ConnectionLeaseTimeout = (int)lifetime.TotalMilliseconds;
        return new HttpClientHandler { MaxConnectionsPerServer = 100 };
#endif
    }
}
