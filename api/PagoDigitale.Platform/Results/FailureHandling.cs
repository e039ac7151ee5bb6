using Microsoft.EntityFrameworkCore;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Secrets;

namespace PagoDigitale.Platform.Results;

/// <summary>The last resort: whatever escapes becomes problem details, and bare framework statuses get a body.</summary>
public sealed class FailureHandling(RequestDelegate next, ILogger<FailureHandling> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, error);
            return;
        }
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            Http.HeadRequests.Allow(http.Response);
        if (
            !http.Response.HasStarted
            && http.Response.StatusCode >= 400
            && http.Response.ContentLength is null or 0
            && http.Response.ContentType is null
        )
            await ProblemWriter.WriteAsync(
                http,
                Problem.From(Bare(http.Response.StatusCode, http), http) with
                {
                    Status = http.Response.StatusCode,
                }
            );
    }

    private async Task AnswerAsync(HttpContext http, Exception error)
    {
        if (error is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return;
        // The version was right when it was compared, and another request was quicker.
        var refusal =
            error is DbUpdateConcurrencyException && http.Request.Headers.IfMatch is [{ } tag]
                ? EntityTag.Overtaken(tag)
                : Translate(error);
        if (refusal is null)
        {
            log.LogError(error, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            await ProblemWriter.WriteAsync(http, Problem.Unexpected(http));
            return;
        }
        // Known and passing: a line tells the operator what it was, a stack would tell nothing more.
        if (refusal.Kind == ErrorKind.Busy)
            log.LogWarning(
                "{Method} {Path}: {Code} ({Reason})",
                http.Request.Method,
                http.Request.Path,
                refusal.Code,
                error.GetBaseException().Message
            );
        await ProblemWriter.WriteAsync(http, refusal);
    }

    public static ApiError? Translate(Exception error) =>
        error switch
        {
            RefusedException refused => refused.Error,
            BadHttpRequestException { StatusCode: 413 } => new(
                ErrorKind.TooLarge,
                "body-too-large",
                "The body is too large",
                "JSON bodies may have up to 1 MiB; send big loads as a flow file."
            ),
            BadHttpRequestException { StatusCode: 408 } => new(
                ErrorKind.Malformed,
                "malformed-request",
                "The body came too slowly",
                "It was not read to its end, and nothing was changed. Send it again over a better line, packed with gzip, or in "
                    + "smaller parts."
            ),
            BadHttpRequestException bad => new(ErrorKind.Malformed, "malformed-request", "The request is not well formed", bad.Message),
            UnreadableSecretException => new(
                ErrorKind.Busy,
                "signing-keys-unreadable",
                "The signing keys cannot be opened",
                "This replica cannot serve until its operator mends its settings."
            ),
            DbUpdateConcurrencyException => DatabaseFailure.Contended,
            _ => DatabaseFailure.Of(error),
        };

    private static ApiError Bare(int status, HttpContext http) =>
        status switch
        {
            404 => new(
                ErrorKind.NotFound,
                "no-such-path",
                "There is nothing at this path",
                $"{http.Request.Path} is not a path of this API; see openapi.yaml."
            ),
            405 => new(
                ErrorKind.NotFound,
                "method-not-allowed",
                "This path does not take this method",
                $"{http.Request.Method} is not allowed here; see openapi.yaml."
            ),
            415 => new(
                ErrorKind.UnsupportedMedia,
                "unsupported-media-type",
                "The body's media type is not accepted here",
                $"'{http.Request.ContentType}' is not accepted; see the request body of the operation in openapi.yaml."
            ),
            413 => new(
                ErrorKind.TooLarge,
                "body-too-large",
                "The body is too large",
                "JSON bodies may have up to 1 MiB; send big loads as a flow file."
            ),
            503 => new(ErrorKind.Busy, "unavailable", "Not available now", "Send the request again in a moment."),
            _ => new(ErrorKind.Malformed, "malformed-request", "The request was refused", $"The request was refused with status {status}."),
        };
}
