using System.Text;
using Polly;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Reads the body of an answer within the attempt, so that cancellation, time-outs and retries hold for it too: a body that breaks off
/// is a connection lost, one that stalls is an answer that did not come in time. A file is not read here, but by whoever downloads it.
/// </summary>
internal sealed class AnswerReading : ResilienceStrategy<HttpResponseMessage>
{
    internal sealed class Options : ResilienceStrategyOptions
    {
        public Options() => Name = "answer";
    }

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state
    )
    {
        var outcome = await callback(context, state).ConfigureAwait(false);
        if (outcome.Result is not { Content: not null } response)
            return outcome;
        try
        {
            var request = CallHandler.Of(context).Request;
            if (!response.IsSuccessStatusCode)
                await ReadRefusalAsync(response, context.CancellationToken).ConfigureAwait(false);
            else if (request.Headers.Accept.Any(type => type.MediaType == "application/json"))
                await ReadWholeAsync(response, context.CancellationToken).ConfigureAwait(false);
            else
                response.Content = await FileContentAsync(request, response.Content, context.CancellationToken).ConfigureAwait(false);
            return outcome;
        }
        catch (Exception exception)
        {
            response.Dispose();
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }

    /// <summary>Reads a body to its end and keeps it in the answer.</summary>
    /// <exception cref="HttpRequestException">The body broke off.</exception>
    /// <exception cref="IOException">The body broke off.</exception>
    public static async Task ReadWholeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
#if NET8_0_OR_GREATER
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
            // .NET Framework has no token to read with: the read is left alone, and ends when the answer is closed.
            var reading = response.Content.ReadAsByteArrayAsync();
            var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => stopped.TrySetResult(true)))
                await Task.WhenAny(reading, stopped.Task).ConfigureAwait(false);
            if (!reading.IsCompleted)
            {
                // Nobody else looks at how it ends.
                _ = reading.ContinueWith(late => late.Exception, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
            }
            await reading.ConfigureAwait(false);
#endif
        }
        catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is IOException cause)
        {
            // It only says that something could not be copied; what happened to the connection is inside.
            throw new IOException(cause.Message, exception);
        }
    }

    /// <summary>The text of a body that was read to its end. JSON is UTF-8, whatever a proxy says of it.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage response) =>
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).TrimStart('\uFEFF');

    // The status says what to do even when the rest of the refusal is lost.
    private static async Task ReadRefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await ReadWholeAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Connection.IsLost(exception))
        {
            var headers = response.Content.Headers;
            response.Content = new LostContent(exception);
            foreach (var header in headers.Where(header => header.Key != "Content-Length"))
                response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    private static async Task<HttpContent> FileContentAsync(
        HttpRequestMessage request,
        HttpContent content,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
#if NET8_0_OR_GREATER
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        var file = new StreamContent(new DownloadStream(stream, request));
        foreach (var header in content.Headers)
            file.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return file;
    }
}

/// <summary>What is left of a body that broke off: why.</summary>
internal sealed class LostContent(Exception cause) : ByteArrayContent([])
{
    public Exception Cause { get; } = cause;
}
