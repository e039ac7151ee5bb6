using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Platform.Processor;

namespace PagoDigitale.Platform.Downloads;

/// <summary>
/// A file on its way to a client. When it breaks off half-way the connection is cut, so that the receiver sees a failed
/// download and never a shorter file that looks whole.
/// </summary>
public sealed class DownloadResult(string mediaType, string fileName, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    /// <summary>When it is known beforehand.</summary>
    public long? Length { get; init; }

    /// <summary>A file that was written aside, from its beginning; it goes with the request, however that ends.</summary>
    public static DownloadResult Of(FileStream spool, string mediaType, string fileName, HttpResponse response)
    {
        response.RegisterForDisposeAsync(spool);
        spool.Position = 0;
        return new(mediaType, fileName, (output, ct) => spool.CopyToAsync(output, ct)) { Length = spool.Length };
    }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = Length;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        try
        {
            var paced = http.RequestServices.GetRequiredService<DownloadPace>().For(http);
            await http.RequestServices.GetRequiredService<BackgroundThreads>().RunAsync(() => write(paced, http.RequestAborted));
        }
        catch (SlowReaderException slow)
        {
            http.Abort();
            http.RequestServices.GetRequiredService<ILogger<DownloadResult>>()
                .LogInformation("{Path} was cut off: {Reason}", http.Request.Path, slow.Message);
        }
        catch when (!http.Response.HasStarted)
        {
            // A problem will be answered instead, which is no attachment.
            http.Response.ContentLength = null;
            http.Response.Headers.Remove(HeaderNames.ContentDisposition);
            throw;
        }
        catch
        {
            var isReceiverGone = http.RequestAborted.IsCancellationRequested;
            http.Abort();
            if (!isReceiverGone)
                throw;
        }
    }
}

/// <summary>How fast a client has to read a file: <c>PagoDigitale:Downloads</c>.</summary>
public sealed class DownloadPace(IConfiguration configuration, TimeProvider clock)
{
    private readonly int _bytesPerSecondMin = configuration.GetValue("PagoDigitale:Downloads:BytesPerSecondMin", 16 * 1024);
    private readonly TimeSpan _grace = TimeSpan.FromSeconds(configuration.GetValue("PagoDigitale:Downloads:GraceSeconds", 20));

    public PacedStream For(HttpContext http) => new(http, _bytesPerSecondMin, _grace, clock);
}
