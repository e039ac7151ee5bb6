using System.Globalization;
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
            _ => Seconds(First(response.Headers, "Retry-After")),
        };

    // More seconds than an int holds are a wait all the same, and not one to pass over.
    private static TimeSpan? Seconds(string? text) =>
        string.IsNullOrEmpty(text) || text!.Any(digit => digit is < '0' or > '9') ? null
        : decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond
            ? TimeSpan.FromTicks((long)seconds * TimeSpan.TicksPerSecond)
        : TimeSpan.MaxValue;

    /// <summary>Whether the request can be sent again: a body read from a stream that cannot be rewound has no known length.</summary>
    public static bool CanBeSentAgain(HttpRequestMessage request) =>
        request.Content is null || request.Content.Headers.ContentLength is not null;
}
