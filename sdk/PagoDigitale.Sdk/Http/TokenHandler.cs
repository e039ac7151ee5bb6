using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Gets a token, keeps it until shortly before it expires and puts it on every call. When the service answers 401
/// all the same, asks for a new one and repeats the call, once. A refusal of the token endpoint becomes the answer to the call.
/// </summary>
internal sealed class TokenHandler(PagoDigitaleOptions options) : DelegatingHandler
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Token? _token;

    private sealed record Token(string Value, DateTimeOffset GoodUntil);

    /// <summary>Whether the request needs no token.</summary>
    public static bool IsOpen(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath is { } path
        && (
            path.EndsWith("/v1/oauth/token", StringComparison.Ordinal)
            || path.EndsWith("/.well-known/jwks.json", StringComparison.Ordinal)
            || path.EndsWith("/status", StringComparison.Ordinal)
            || path.EndsWith("/health/ready", StringComparison.Ordinal)
        );

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallHandler.Of(request.GetResilienceContext()!);
        call.IsSent = options.ClientId is null || IsOpen(request);
        if (call.IsSent)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var (token, refusal) = await ObtainAsync(request, null, cancellationToken).ConfigureAwait(false);
        if (token is null)
            return refusal!;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        call.IsSent = true;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Headers.CanBeSentAgain(request))
            return response;

        response.Dispose();
        call.IsSent = false;
        (token, refusal) = await ObtainAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (token is null)
            return refusal!;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        call.IsSent = true;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Token? Token, HttpResponseMessage? Refusal)> ObtainAsync(
        HttpRequestMessage request,
        Token? refused,
        CancellationToken cancellationToken
    )
    {
        if (IsGood(_token, refused))
            return (_token, null);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another call may have got a new token while this one was waiting.
            if (IsGood(_token, refused))
                return (_token, null);
            var response = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return (null, response);
            using (response)
            {
                await AnswerReading.ReadWholeAsync(response, cancellationToken).ConfigureAwait(false);
                var answer = await ReadAsync(request, response, cancellationToken).ConfigureAwait(false);
                _token = new(answer.AccessToken, options.TimeProvider.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn) - Margin);
                return (_token, null);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static async Task<TokenAnswer> ReadAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await response
                .Content.ReadFromJsonAsync<TokenAnswer>(ResourceClient.Settings, cancellationToken)
                .ConfigureAwait(false);
            // What a header cannot carry is no token; it is not repeated in the message, as it may be most of one.
            return answer is { AccessToken: { Length: > 0 } token } && token.All(character => character is > ' ' and < '\x7f')
                ? answer
                : throw new JsonException("There is no token in it that could be sent.");
        }
        catch (Exception exception) when (ResourceClient.IsUnreadable(exception))
        {
            throw new PagoDigitaleException(
                $"{request.Method} {request.RequestUri?.AbsolutePath} was not sent, as the answer of the token endpoint cannot be read: "
                    + exception.Message,
                (int)response.StatusCode,
                null,
                null,
                exception
            )
            {
                IdempotencyKey = Headers.First(request.Headers, Headers.IdempotencyKey),
            };
        }
    }

    private bool IsGood(Token? token, Token? refused) =>
        token is not null && token.Value != refused?.Value && token.GoodUntil > options.TimeProvider.GetUtcNow();

    private Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId!,
            ["client_secret"] = options.ClientSecret!,
        };
        if (options.Scopes.Count > 0)
            form["scope"] = string.Join(" ", options.Scopes);
        var root = options.BaseAddress!.AbsoluteUri.TrimEnd('/');
        var ask = new HttpRequestMessage(HttpMethod.Post, $"{root}/v1/oauth/token")
        {
            Content = new FormUrlEncodedContent(form),
            Version = request.Version,
        };
        // A refusal of it is read by the caller like any other: in the same language.
        foreach (var language in request.Headers.AcceptLanguage)
            ask.Headers.AcceptLanguage.Add(language);
        foreach (var product in request.Headers.UserAgent)
            ask.Headers.UserAgent.Add(product);
        return base.SendAsync(ask, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _oneAtATime.Dispose();
        base.Dispose(disposing);
    }
}
