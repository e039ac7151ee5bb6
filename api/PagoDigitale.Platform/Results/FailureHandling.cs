using Microsoft.EntityFrameworkCore;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Languages;
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
                ResultTexts.BodyTooLarge,
                ResultTexts.JsonBodyMax
            ),
            BadHttpRequestException { StatusCode: 408 } => new(
                ErrorKind.Malformed,
                "malformed-request",
                ResultTexts.BodyTooSlow,
                ResultTexts.BodyNotReadToItsEnd
            ),
            BadHttpRequestException bad => new(
                ErrorKind.Malformed,
                "malformed-request",
                ResultTexts.NotWellFormed,
                MessageText.Read(bad.Message) ?? ResultTexts.ServerSays.With(bad.Message)
            ),
            UnreadableSecretException => new(
                ErrorKind.Busy,
                "signing-keys-unreadable",
                ResultTexts.KeysUnreadable,
                ResultTexts.OperatorMendsSettings
            ),
            DbUpdateConcurrencyException => DatabaseFailure.Contended,
            _ => DatabaseFailure.Of(error),
        };

    private static ApiError Bare(int status, HttpContext http) =>
        status switch
        {
            404 => new(ErrorKind.NotFound, "no-such-path", ResultTexts.NoSuchPath, ResultTexts.NotAPath.With(http.Request.Path)),
            405 => new(
                ErrorKind.NotFound,
                "method-not-allowed",
                ResultTexts.NoSuchMethod,
                ResultTexts.MethodNotAllowed.With(http.Request.Method)
            ),
            415 => new(
                ErrorKind.UnsupportedMedia,
                "unsupported-media-type",
                ResultTexts.MediaType,
                ResultTexts.MediaTypeNotAccepted.With(http.Request.ContentType)
            ),
            413 => new(ErrorKind.TooLarge, "body-too-large", ResultTexts.BodyTooLarge, ResultTexts.JsonBodyMax),
            503 => new(ErrorKind.Busy, "unavailable", ResultTexts.Busy, ResultTexts.SendAgain),
            _ => new(ErrorKind.Malformed, "malformed-request", ResultTexts.Refused, ResultTexts.RefusedWith.With(status)),
        };
}
