using PagoDigitale.Platform.Http;

namespace PagoDigitale.Platform.Processor;

/// <summary>
/// How many calls are being answered here at this moment, so that what nobody waits for leaves them room (<see cref="BackgroundThreads"/>).
/// Files on their way in or out do not count: they last as long as the other side takes.
/// </summary>
public sealed class CallsUnderWay
{
    private const long BodyLengthMax = 1024 * 1024;

    private int _count;

    /// <summary>The last of them was answered.</summary>
    public event Action? Ended;

    public bool Any => Volatile.Read(ref _count) > 0;

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            Ended?.Invoke();
    }

    /// <summary>Counts the calls from here on: after the routing, which knows what is a download.</summary>
    public static void Use(WebApplication app)
    {
        var calls = app.Services.GetRequiredService<CallsUnderWay>();
        app.Use((http, next) => IsFile(http) ? next(http) : calls.CountAsync(http, next));
    }

    private async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        Begin();
        try
        {
            await next(http);
        }
        finally
        {
            End();
        }
    }

    private static bool IsFile(HttpContext http) =>
        http.Request.ContentLength > BodyLengthMax
        || http.Request.Headers.TransferEncoding.Count > 0
        || http.GetEndpoint()?.Metadata.GetMetadata<OperationAttribute>() is { IsDownload: true };
}
