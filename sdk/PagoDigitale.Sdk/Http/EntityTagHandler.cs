namespace PagoDigitale.Sdk.Http;

/// <summary>Writes the version of a change as the entity tag that If-Match expects: 3 becomes "3" with its quotes.</summary>
internal sealed class EntityTagHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Headers.First(request.Headers, Headers.IfMatch) is { } version && !version.StartsWith("\"", StringComparison.Ordinal))
        {
            request.Headers.Remove(Headers.IfMatch);
            request.Headers.TryAddWithoutValidation(Headers.IfMatch, $"\"{version}\"");
        }
        return base.SendAsync(request, cancellationToken);
    }
}
