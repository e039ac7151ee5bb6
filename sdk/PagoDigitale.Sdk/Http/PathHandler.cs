namespace PagoDigitale.Sdk.Http;

/// <summary>
/// An empty identifier asks for the list, or for something else altogether: no such call leaves. Dots at the end, which would walk
/// up the path, have been taken out of it by now and leave the same gap; elsewhere they lead to a path that the service does not have.
/// </summary>
internal sealed class PathHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { AbsolutePath: var path }
        && (path.EndsWith("/", StringComparison.Ordinal) || path.IndexOf("//", StringComparison.Ordinal) >= 0)
            ? throw new ArgumentException($"An identifier in the path is empty: {request.Method} {path}.")
            : base.SendAsync(request, cancellationToken);
}
