using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// Writes the ZIP while it is being made. When it breaks off half-way the connection is cut, so that the receiver sees a
/// failed download and never a shorter file that looks whole.
/// </summary>
public sealed class FlowNoticesResult(string fileName, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = "application/zip";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        try
        {
            await write(http.Response.Body, http.RequestAborted);
        }
        catch when (http.Response.HasStarted)
        {
            var isReceiverGone = http.RequestAborted.IsCancellationRequested;
            http.Abort();
            if (!isReceiverGone)
                throw;
        }
    }
}
