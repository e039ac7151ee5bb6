using System.Net;
using Microsoft.Extensions.Http.Resilience;
using PagoDigitale.Core.Languages;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace PagoDigitale.Platform.Outbound;

/// <summary>
/// The one way to whoever we call. Each attempt goes through the guard of addresses and is kept raw; one that fails as others would not is
/// made again, twice, after pauses that grow; a host that fails an organization half of the time is left alone by it for half
/// a minute. What is left is told as an <see cref="OutboundException"/>. Only for calls that may be repeated.
/// </summary>
public sealed class OutboundClient(IHttpClientFactory clients, Exchanges exchanges, OutboundSettings settings)
{
    /// <summary>Where a service says "later" and not when.</summary>
    public static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(1);

    /// <summary>Of a host that fails half of the time.</summary>
    internal static readonly TimeSpan RestOfHost = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private const string Name = "outbound";

    /// <returns>An answer of success.</returns>
    /// <exception cref="OutboundException">Anything else.</exception>
    /// <exception cref="BudgetSpentException">The call has a budget, and nothing of it is left.</exception>
    public async Task<OutboundAnswer> SendAsync(OutboundCall call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(call.Method, call.Address);
        foreach (var (name, value) in call.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (call.Body is { } body)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new(call.MediaType!) } };
        request.Options.Set(ExchangeHandler.CallKey, call);
        try
        {
            using var client = clients.CreateClient(Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var answer = new OutboundAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct), RetryAfterOf(response))
            {
                ExchangeId = request.Options.TryGetValue(ExchangeHandler.ExchangeKey, out var kept) ? kept : Guid.Empty,
            };
            return answer.IsSuccess
                ? answer
                : throw OutboundException.OfStatus(call.Address.Authority, answer.Status, answer.Body, answer.RetryAfter);
        }
        catch (Exception error)
            when (!ct.IsCancellationRequested && OutboundException.Of(call.Address.Authority, error, settings.Patience) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>What was answered with success says something else than it should: the exchange tells it, too.</summary>
    /// <returns>What to throw.</returns>
    public async Task<OutboundException> UnreadableAsync(OutboundCall call, OutboundAnswer answer, Message reason)
    {
        var unreadable = OutboundException.Unreadable(call.Address.Authority, reason);
        await exchanges.NoteFailureAsync(call, answer.ExchangeId, unreadable.Told);
        return unreadable;
    }

    internal static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<OutboundSettings>();
        services.AddSingleton<AddressGuard>();
        services.AddSingleton<CallBudgets>();
        services.AddSingleton<Exchanges>();
        services.AddSingleton<OutboundClient>();
        services.AddTransient<ExchangeHandler>();
        var client = services
            .AddHttpClient(Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(sp => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // Where a name has moved to is seen when its next connection is made.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectCallback = sp.GetRequiredService<AddressGuard>().ConnectAsync,
            });
        client.AddResilienceHandler(Name, (pipeline, context) => Shape(pipeline, context.ServiceProvider)).SelectPipelineBy(_ => KeyOf);
        client.AddHttpMessageHandler<ExchangeHandler>();
    }

    /// <summary>What one organization has a host fail with keeps no other from it. The library asks once with its own request.</summary>
    private static string KeyOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(ExchangeHandler.CallKey, out var call)
            ? $"{call.Organization} {call.Address.GetLeftPart(UriPartial.Authority)}"
            : "";

    private static void Shape(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider services)
    {
        // Pauses are of the wall, whatever the application's clock says.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(300),
                    ShouldHandle = attempt => ValueTask.FromResult(!IsCounted(attempt.Context) && IsPassing(attempt.Outcome)),
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<HttpResponseMessage>
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = 10,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = RestOfHost,
                    ShouldHandle = attempt => ValueTask.FromResult(IsFault(attempt.Outcome)),
                }
            )
            .AddTimeout(services.GetRequiredService<OutboundSettings>().Patience);
    }

    /// <summary>Of few calls an hour none is spent on trying one again at once.</summary>
    private static bool IsCounted(ResilienceContext context) =>
        context.GetRequestMessage() is { } request
        && request.Options.TryGetValue(ExchangeHandler.CallKey, out var call)
        && call.Budget is not null;

    /// <summary>A second attempt may go better. Who names a time is called again then, and not before.</summary>
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        IsFault(outcome)
        && outcome.Exception is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        && (outcome.Result is not { } response || RetryAfterOf(response) is null);

    private static bool IsFault(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception switch
        {
            HttpRequestException { InnerException: AddressRefusedException } => false,
            HttpRequestException or HttpIOException or TimeoutRejectedException or IOException => true,
            _ => outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout },
        };

    /// <summary>A day at most: what is years away is a mistake, and nobody would look at it any more.</summary>
    internal static TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        AskedWaitOf(response) is not { } wait ? null
        : wait < WaitMax ? wait
        : WaitMax;

    private static TimeSpan? AskedWaitOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } when delta > TimeSpan.Zero => delta,
            { Date: { } date } when date > TimeProvider.System.GetUtcNow() => date - TimeProvider.System.GetUtcNow(),
            _ => null,
        };
}
