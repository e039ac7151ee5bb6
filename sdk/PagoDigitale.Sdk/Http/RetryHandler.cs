using System.Net;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Tries a call again after a passing failure: no connection, no answer in time, 408, 429, 502, 503, 504, or the
/// service still busy with the same key. Waits grow and are jittered; Retry-After is honoured. A call that could act
/// twice (PATCH, or POST without a key) is tried again only after 429, which says that nothing was done.
/// </summary>
internal sealed class RetryHandler(PagoDigitaleOptions options) : DelegatingHandler
{
    private static readonly HashSet<HttpMethod> Repeatable = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete];

    /// <summary>A number from 0 to 1 that spreads the waits.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var isLast = retry >= options.RetryCountMax || !Headers.CanBeSentAgain(request);
            TimeSpan wait;
            try
            {
                var response = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
                if (isLast || !await IsPassingAsync(request, response, cancellationToken).ConfigureAwait(false))
                    return response;
                wait = Headers.RetryAfter(response, options.TimeProvider) ?? Backoff(retry);
                if (wait > options.RetryDelayMax)
                    return response;
                response.Dispose();
            }
            catch (Exception exception)
                when (!isLast && IsSafe(request) && exception is (HttpRequestException or TimeoutException or IOException))
            {
                wait = Backoff(retry);
            }
            await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await base.SendAsync(request, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {options.AttemptTimeout.TotalSeconds:0.#} seconds.", exception);
        }
    }

    private static bool IsSafe(HttpRequestMessage request) =>
        Repeatable.Contains(request.Method) || TokenHandler.IsOpen(request) || request.Headers.Contains(Headers.IdempotencyKey);

    private static async Task<bool> IsPassingAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    ) =>
        response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.RequestTimeout
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => IsSafe(request),
            HttpStatusCode.Conflict => request.Headers.Contains(Headers.IdempotencyKey)
                && await IsBusyAsync(response, cancellationToken).ConfigureAwait(false),
            _ => false,
        };

    private static async Task<bool> IsBusyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return new PagoDigitaleException("", 409, body, null, null).Code == "idempotency-in-progress";
    }

    // Half of the wait is certain, the other half is chance: many clients that failed together do not come back together.
    private TimeSpan Backoff(int retry)
    {
        var full = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, retry), options.RetryDelayMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full / 2 + full / 2 * Jitter());
    }
}
