using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>
/// Notes every call that went through Prism and what Prism found. An answer must always keep to the contract; a request must where it was
/// taken: that what the contract forbids is refused is as it should be.
/// </summary>
internal sealed class PrismWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<(string Operation, int Status)> _calls = new();

    public IReadOnlyCollection<string> Violations => _violations;

    public IReadOnlyCollection<(string Operation, int Status)> Calls => _calls;

    /// <summary>What Prism found in requests that were refused: it does look.</summary>
    public int RefusedCount { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var operation =
            OpenApiContract.Instance.Find(request.Method.Method, request.RequestUri!.AbsolutePath)
            ?? throw new InvalidOperationException($"{request.Method} {request.RequestUri} is not in the contract.");
        var status = (int)response.StatusCode;
        _calls.Enqueue((operation.OperationId, status));
        if (response.Headers.TryGetValues("sl-violations", out var found))
            foreach (var violation in found.SelectMany(json => JsonNode.Parse(json)!.AsArray()))
                if (IsOfAnswer(violation!) || response.IsSuccessStatusCode)
                    _violations.Enqueue(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{operation} {request.RequestUri.Query} {status}: {violation!.ToJsonString()}"
                        )
                    );
                else
                    RefusedCount++;
        return response;
    }

    private static bool IsOfAnswer(JsonNode violation) => violation["location"]![0]!.GetValue<string>() == "response";
}
