namespace PagoDigitale.Platform.Standby;

/// <summary>
/// Plays a call a second time when the standby ended its read, from the routing on and with services of its own: nothing of
/// the first attempt is left in them. Nothing was answered yet, and what only reads can be done twice.
/// </summary>
public sealed class ReadAgain(RequestDelegate next, IServiceScopeFactory scopes, ILogger<ReadAgain> log)
{
    public static bool Is(HttpContext http) => http.Features.Get<Marker>() is not null;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (StandbyLostException lost) when (!http.Response.HasStarted && !Is(http))
        {
            log.LogInformation(
                "{Method} {Route} is read again from the primary ({Reason})",
                http.Request.Method,
                (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
                lost.GetBaseException().Message
            );
            await AgainAsync(http);
        }
    }

    private async Task AgainAsync(HttpContext http)
    {
        http.Features.Set(new Marker());
        http.SetEndpoint(null);
        http.Request.RouteValues = [];
        var services = http.RequestServices;
        await using var scope = scopes.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    private sealed record Marker;
}
