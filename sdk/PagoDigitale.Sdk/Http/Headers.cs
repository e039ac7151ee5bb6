using System.Net.Http.Headers;

namespace PagoDigitale.Sdk.Http;

internal static class Headers
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IfMatch = "If-Match";

    public static string? First(HttpHeaders? headers, string name) =>
        headers is not null && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>How long the answer asks to wait, whichever way it says so.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => null,
        };

    /// <summary>Whether the request can be sent again: a body read from a stream that cannot be rewound has no known length.</summary>
    public static bool CanBeSentAgain(HttpRequestMessage request) =>
        request.Content is null || request.Content.Headers.ContentLength is not null;
}
