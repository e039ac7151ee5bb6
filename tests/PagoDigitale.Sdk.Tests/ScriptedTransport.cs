using System.Net;
using System.Text;

namespace PagoDigitale.Sdk.Tests;

/// <summary>
/// Answers calls as the test says, and keeps what was sent. Asking for a token always works unless the test says otherwise.
/// </summary>
internal sealed class ScriptedTransport : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly Lock _gate = new();

    public List<SentRequest> Sent { get; } = [];

    public List<SentRequest> TokenRequests { get; } = [];

    public Func<int, HttpResponseMessage> Token { get; set; } =
        number => Answer(200, $$"""{"access_token":"token-{{number}}","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""");

    public ScriptedTransport Then(int status, string body = "{}", params (string Name, string Value)[] headers) =>
        Then(_ => Answer(status, body, headers));

    public ScriptedTransport Then(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        Then((request, _) => Task.FromResult(answer(request)));

    public ScriptedTransport Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedTransport ThenConnectionIsLost() => Then(_ => throw new HttpRequestException("Connection reset by peer."));

    public ScriptedTransport ThenProblem(int status, string code, params (string Name, string Value)[] headers) =>
        Then(status, Problem(status, code), headers);

    public static string Problem(int status, string code, string errors = "[]") =>
        $$"""{"type":"https://api.pagodigitale.example/problems/{{code}}","title":"Title","status":"""
        + $$"""{{status}},"detail":"Detail","code":"{{code}}","traceId":"4bf92f3577b34da6a3ce929d0e0e4736","errors":{{errors}}}""";

    public static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var type = status >= 400 ? "application/problem+json" : "application/json";
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    public PagoDigitaleClient Client(Action<PagoDigitaleOptions>? configure = null)
    {
        var options = new PagoDigitaleOptions
        {
            BaseAddress = new("https://api.example"),
            ClientId = "clt_tributi",
            ClientSecret = "s3cret",
            TimeProvider = new FastClock(),
        };
        configure?.Invoke(options);
        return new(options, this);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await SentRequest.OfAsync(request);
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_gate)
        {
            if (sent.Path == "/v1/oauth/token")
            {
                TokenRequests.Add(sent);
                var token = Token(TokenRequests.Count);
                token.RequestMessage = request;
                return token;
            }
            Sent.Add(sent);
            answer =
                _script.Count > 0
                    ? _script.Dequeue()
                    : throw new InvalidOperationException($"Nothing was scripted for {sent.Method} {sent.Path}.");
        }
        var response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

internal sealed record SentRequest(
    string Method,
    string Path,
    string Query,
    string Body,
    string? ContentType,
    Dictionary<string, string> Headers
)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<SentRequest> OfAsync(HttpRequestMessage request) =>
        new(
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            request.RequestUri.Query,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(),
            request.Content?.Headers.ContentType?.MediaType,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase)
        );
}
