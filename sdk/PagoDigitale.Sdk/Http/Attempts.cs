using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Tries a call again after a passing failure: no connection, no answer in time, 408, 429, 502, 503, 504, or the
/// service still busy with the same key. Waits grow and are jittered; Retry-After is honoured within the time that the call has.
/// A call that could act twice (PATCH, or POST without a key) is tried again only after 429, which says that nothing was done, and when
/// it was the token that could not be had.
/// </summary>
internal static class Attempts
{
    private static readonly HashSet<HttpMethod> Repeatable = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete];

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, PagoDigitaleOptions options)
    {
        pipeline.TimeProvider = options.TimeProvider;
        pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Name = "total", Timeout = options.TotalTimeout });
        if (options.RetryCountMax > 0)
            pipeline.AddRetry(
                new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = options.RetryCountMax,
                    // Retry-After is read below, by the clock of the options.
                    ShouldRetryAfterHeader = false,
                    ShouldHandle = async attempt =>
                        Wait(attempt.Outcome, attempt.AttemptNumber, options, 1) <= Left(attempt.Context, options)
                        && await IsPassingAsync(attempt.Outcome, CallHandler.Of(attempt.Context)).ConfigureAwait(false),
                    DelayGenerator = attempt => new(Wait(attempt.Outcome, attempt.AttemptNumber, options, Chance())),
                }
            );
        pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Name = "attempt", Timeout = options.AttemptTimeout });
        pipeline.AddStrategy(_ => new AnswerReading(), new AnswerReading.Options());
    }

    private static TimeSpan Left(ResilienceContext context, PagoDigitaleOptions options) =>
        options.TotalTimeout - options.TimeProvider.GetElapsedTime(CallHandler.Of(context).Start);

    private static TimeSpan Wait(Outcome<HttpResponseMessage> outcome, int retry, PagoDigitaleOptions options, double chance) =>
        (outcome.Result is { } response ? Headers.RetryAfter(response, options.TimeProvider) : null) ?? Backoff(retry, options, chance);

    // Half of the wait is certain, the other half is chance: many clients that failed together do not come back together.
    private static TimeSpan Backoff(int retry, PagoDigitaleOptions options, double chance)
    {
        var full = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, retry), options.RetryDelayMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full / 2 + full / 2 * chance);
    }

    // A number from 0 to 1. Guid is random on every framework and needs no generator that threads would share.
    private static double Chance() => BitConverter.ToUInt32(Guid.NewGuid().ToByteArray(), 0) / (double)uint.MaxValue;

    private static bool IsSafe(HttpRequestMessage request) =>
        Repeatable.Contains(request.Method) || TokenHandler.IsOpen(request) || request.Headers.Contains(Headers.IdempotencyKey);

    private static async ValueTask<bool> IsPassingAsync(Outcome<HttpResponseMessage> outcome, CallHandler.Call call)
    {
        if (call.IsSent && !call.CanBeSentAgain)
            return false;
        var request = call.Request;
        var isSafe = !call.IsSent || IsSafe(request);
        if (outcome.Result is not { } response)
            return isSafe && (Connection.IsLost(outcome.Exception) || outcome.Exception is TimeoutRejectedException);
        return response.StatusCode switch
        {
            (HttpStatusCode)429 => true,
            HttpStatusCode.RequestTimeout
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => isSafe,
            HttpStatusCode.Conflict => request.Headers.Contains(Headers.IdempotencyKey)
                && await IsBusyAsync(response).ConfigureAwait(false),
            _ => false,
        };
    }

    private static async Task<bool> IsBusyAsync(HttpResponseMessage response)
    {
        // The body was read within the attempt already.
        var body = await AnswerReading.TextAsync(response).ConfigureAwait(false);
        return new PagoDigitaleException("", 409, body, null, null).Code == "idempotency-in-progress";
    }
}
