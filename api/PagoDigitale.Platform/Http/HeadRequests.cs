using Microsoft.AspNetCore.Http.Features;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// HEAD wherever there is GET (RFC 9110 §9.3.2): the same call, answered with its status and headers alone. Nobody gets the
/// content, so an operation that remembers what it has handed out asks <see cref="IsHead"/> first.
/// </summary>
public sealed class HeadRequests(RequestDelegate next)
{
    private static readonly object Mark = new();

    public static bool IsHead(HttpContext http) => http.Items.ContainsKey(Mark);

    /// <summary>Routing knows of no HEAD: it is allowed where GET is.</summary>
    public static void Allow(HttpResponse response)
    {
        var methods = response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
            response.Headers.Allow = string.Join(", ", methods.SelectMany(m => m == HttpMethods.Get ? [m, HttpMethods.Head] : new[] { m }));
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Request.Method = HttpMethods.Get;
        http.Items[Mark] = true;
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        try
        {
            await next(http);
        }
        finally
        {
            http.Features.Set(body);
            http.Request.Method = HttpMethods.Head;
        }
    }
}
