using Polly.Timeout;

namespace PagoDigitale.Sdk.Http;

/// <summary>Turns refusals, and calls that got no answer, into the exceptions of this SDK.</summary>
internal sealed class ProblemHandler(TimeProvider clock) : DelegatingHandler
{
    private const int FieldsMax = 10;
    private const int FieldLengthMax = 200;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Connection.IsLost(exception) || exception is TimeoutRejectedException)
        {
            throw Lost(request, "got no answer", exception);
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusalAsync(request, response).ConfigureAwait(false);
    }

    /// <summary>A call of which nobody knows how it ended.</summary>
    public static PagoDigitaleException Lost(HttpRequestMessage request, string how, Exception cause) =>
        new($"{request.Method} {request.RequestUri?.AbsolutePath} {how}: {cause.Message}", 0, null, null, cause)
        {
            IdempotencyKey = Headers.First(request.Headers, Headers.IdempotencyKey),
        };

    private async Task<PagoDigitaleException> RefusalAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        // The body was read within the attempt already.
        var body = await AnswerReading.TextAsync(response).ConfigureAwait(false);
        var lost = (response.Content as LostContent)?.Cause;
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
        var status = (int)response.StatusCode;
        var key = Headers.First(request.Headers, Headers.IdempotencyKey);
        var problem = new PagoDigitaleException("", status, body, null, null).Problem;
        // It may be the request for a token that was refused, and the call never made.
        var refused = response.RequestMessage ?? request;
        var message =
            $"{refused.Method} {refused.RequestUri?.AbsolutePath} was refused with {status}"
            + (problem is null ? "." : $" {problem.Code}: {problem.Detail ?? problem.Title}{Fields(problem)} (trace {problem.TraceId})");
        return status switch
        {
            400 or 422 => new PagoDigitaleInvalidException(message, status, body, headers, lost) { IdempotencyKey = key },
            401 or 403 => new PagoDigitaleUnauthorizedException(message, status, body, headers, lost) { IdempotencyKey = key },
            404 => new PagoDigitaleNotFoundException(message, status, body, headers, lost) { IdempotencyKey = key },
            409 or 412 => new PagoDigitaleConflictException(message, status, body, headers, lost) { IdempotencyKey = key },
            429 => new PagoDigitaleRateLimitedException(message, status, body, headers, Headers.RetryAfter(response, clock), lost)
            {
                IdempotencyKey = key,
            },
            _ => new PagoDigitaleException(message, status, body, headers, lost) { IdempotencyKey = key },
        };
    }

    // What a log shows is the message alone. All of the errors are on the exception.
    private static string Fields(Problem problem)
    {
        if (problem.Errors is not { Count: > 0 } errors)
            return "";
        var told = errors.Take(FieldsMax).Select(error => Short($"{error.Field}: {error.Message}"));
        return $" [{string.Join("; ", told)}{(errors.Count > FieldsMax ? $"; and {errors.Count - FieldsMax} more" : "")}]";
    }

    private static string Short(string text)
    {
        if (text.Length <= FieldLengthMax)
            return text;
        // Half of a surrogate pair is no text.
        var end = char.IsHighSurrogate(text[FieldLengthMax - 2]) ? FieldLengthMax - 2 : FieldLengthMax - 1;
        return text.Remove(end) + "…";
    }
}
