namespace PagoDigitale.Platform.ActivityLog;

/// <summary>The identifier of what an operation touched: the last one in the path, or the one in the Location of what it created.</summary>
public static class ActivityResource
{
    public static string? Of(HttpContext http)
    {
        if (http.Response.Headers.Location.ToString() is { Length: > 0 } location)
            return location[(location.LastIndexOf('/') + 1)..];
        return http
            .Request.RouteValues.Where(v => v.Key is not ("organization" or "action" or "controller"))
            .Select(v => v.Value as string)
            .LastOrDefault(v => v is not null);
    }
}
