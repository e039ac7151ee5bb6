using System.Net.Http.Headers;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>Prism reads every body as text, which spoils others: a client that needs its files whole goes around it there.</summary>
internal sealed class BinaryDetour(Uri api, HttpMessageHandler prism) : DelegatingHandler(prism)
{
    private readonly HttpMessageInvoker _direct = new(new SocketsHttpHandler());

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsBinary(request.Content?.Headers.ContentType) && !AnswersBinary(request))
            return base.SendAsync(request, cancellationToken);
        request.RequestUri = new Uri(api, request.RequestUri!.PathAndQuery);
        return _direct.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _direct.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsBinary(MediaTypeHeaderValue? type) =>
        type is { MediaType: { } name } && (name == "application/octet-stream" || name.StartsWith("image/", StringComparison.Ordinal));

    private static bool AnswersBinary(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath is var path
        && (
            OpenApiContract.Instance.Find(request.Method.Method, path)?.OperationId.StartsWith("download", StringComparison.Ordinal)
            ?? false
        );
}
