using System.Globalization;

namespace PagoDigitale.Platform.Results;

/// <summary>Every refusal that passes by itself says when it is worth trying again.</summary>
public static class RetryAfter
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public static void Tell(HttpContext http, ApiError error)
    {
        TimeSpan? wait = error.RetryAfter ?? (error.Kind == ErrorKind.Busy ? Moment : null);
        if (wait is { } time && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
