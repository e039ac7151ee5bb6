namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Gives every POST an idempotency key unless the caller gave one. It stands outside the retries,
/// so that all attempts of a call carry the same key.
/// </summary>
internal sealed class IdempotencyHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && !TokenHandler.IsOpen(request) && !request.Headers.Contains(Headers.IdempotencyKey))
            request.Headers.TryAddWithoutValidation(Headers.IdempotencyKey, Guid.NewGuid().ToString("D"));
        return base.SendAsync(request, cancellationToken);
    }
}
