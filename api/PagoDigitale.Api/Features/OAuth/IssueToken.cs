using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>The client credentials grant (RFC 6749 §4.4).</summary>
public sealed record TokenRequest
{
    /// <summary>The one grant there is.</summary>
    public const string ClientCredentials = "client_credentials";

    [FromForm(Name = "grant_type")]
    public string? GrantType { get; init; }

    [FromForm(Name = "client_id")]
    public string? ClientId { get; init; }

    [FromForm(Name = "client_secret")]
    public string? ClientSecret { get; init; }

    [FromForm(Name = "scope")]
    public string? Scope { get; init; }

    /// <summary>RFC 6749 §3.2: parameters must not come more than once.</summary>
    public static ApiError? Repeated(IFormCollection form) =>
        form.FirstOrDefault(f => f.Value.Count > 1).Key is { } name
            ? Malformed("invalid-request", name, OAuthTexts.CameMoreThanOnce, OAuthTexts.SendOnce)
            : null;

    public static ApiError Malformed(string code, string field, Message message, Message remedy) =>
        new(ErrorKind.Malformed, code, OAuthTexts.RequestInvalid, PatternTexts.FieldAsSubject.With(field, message))
        {
            Fields = [new(field, code, message, remedy)],
        };
}

public sealed record TokenResponse
{
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("token_type")]
    public required TokenType TokenType { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }
}

public enum TokenType
{
    // RFC 6749 §5.1 leaves the case open; clients in the field compare with a capital.
    [JsonStringEnumMemberName("Bearer")]
    Bearer,
}

public sealed class IssueTokenHandler(ClientCredentialQueries clients, AccessTokens tokens, FailedAttempts attempts)
{
    // Longer ones cannot exist, and must not be remembered as attempts.
    private const int ClientIdLengthMax = 64;

    private static readonly ApiError InvalidClient = new(
        ErrorKind.Unauthorized,
        "invalid-client",
        OAuthTexts.ClientUnknown,
        OAuthTexts.CheckCredentials
    );

    public async Task<Outcome<TokenResponse>> RunAsync(TokenRequest request, string? authorization, string address, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.GrantType))
            return TokenRequest.Malformed("invalid-request", "grant_type", OAuthTexts.Required, OAuthTexts.SendGrantType);
        if (request.GrantType != TokenRequest.ClientCredentials)
            return TokenRequest.Malformed("unsupported-grant-type", "grant_type", OAuthTexts.OneGrant, OAuthTexts.SendGrantType);
        var (clientId, secret) = Credentials(request, authorization);
        // PostgreSQL has no NUL in texts, and no client has one in its name.
        if (clientId is not { Length: > 0 and <= ClientIdLengthMax } || secret is null || clientId.Contains('\0', StringComparison.Ordinal))
            return InvalidClient;
        if (attempts.WaitFor(clientId, address) is { } wait)
            return TooManyAttempts(wait);
        if (await clients.FindAsync(clientId, secret, ct) is not { } client)
            return attempts.Add(clientId, address) is { } late ? TooManyAttempts(late) : InvalidClient;
        // Looked at again: a right guess among many sent at once must tell no more than a wrong one once ten were wrong.
        if (attempts.WaitFor(clientId, address) is { } meanwhile)
            return TooManyAttempts(meanwhile);
        attempts.Clear(clientId, address);
        var asked = (request.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Except(client.Scopes).FirstOrDefault() is { } foreign)
            return TokenRequest.Malformed("invalid-scope", "scope", OAuthTexts.ForeignScope.With(foreign), OAuthTexts.AskForOwn);
        var granted = asked.Length == 0 ? client.Scopes : asked;
        return new TokenResponse
        {
            AccessToken = await tokens.IssueAsync(clientId, granted, client.Organizations, ct),
            TokenType = TokenType.Bearer,
            ExpiresIn = (int)AccessTokens.Lifetime.TotalSeconds,
            Scope = string.Join(' ', granted),
        };
    }

    private static ApiError TooManyAttempts(TimeSpan wait)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        return new(
            ErrorKind.TooMany,
            "too-many-attempts",
            OAuthTexts.TooManyWrong,
            seconds == 1 ? OAuthTexts.WaitASecond.With(FailedAttempts.Max) : OAuthTexts.Wait.With(FailedAttempts.Max, seconds)
        )
        {
            RetryAfter = wait,
        };
    }

    private static (string? ClientId, string? Secret) Credentials(TokenRequest request, string? authorization)
    {
        if (authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true)
            return (request.ClientId, request.ClientSecret);
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
            return (null, null);
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
        return colon < 0 ? (null, null) : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }
}
