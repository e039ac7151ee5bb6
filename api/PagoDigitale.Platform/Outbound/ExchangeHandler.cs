using System.Diagnostics;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Telemetry;

namespace PagoDigitale.Platform.Outbound;

/// <summary>Around each attempt: reads the whole answer, no more of it than is taken, and keeps the exchange as it was.</summary>
internal sealed class ExchangeHandler(Exchanges exchanges, CallBudgets budgets, OutboundSettings settings, TimeProvider clock)
    : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<OutboundCall> CallKey = new("call");
    public static readonly HttpRequestOptionsKey<Guid> ExchangeKey = new("exchange");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (!request.Options.TryGetValue(CallKey, out var call))
            throw new InvalidOperationException("A request without its call is nobody's.");
        if (call.Budget is { } budget)
            await budgets.TakeAsync(budget, call.Organization, ct);
        var (sentAt, begun) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, ct);
            var body = await ReadAsync(call, response, ct);
            var kept = Exchange(body, null);
            request.Options.Set(ExchangeKey, kept.Id);
            await KeepAsync(kept);
            var whole = new ByteArrayContent(body);
            whole.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content = whole;
            return response;
        }
        catch (Exception error)
        {
            var patience = settings.Patience;
            var failure = OutboundException.Of(
                call.Address.Authority,
                IsTooLate(error) ? new Polly.Timeout.TimeoutRejectedException() : error,
                patience
            );
            if (failure is not null)
                await KeepAsync(Exchange(null, failure));
            response?.Dispose();
            throw;
        }

        Exchange Exchange(byte[]? body, OutboundException? failure) =>
            new(
                Guid.CreateVersion7(sentAt),
                call,
                sentAt,
                Stopwatch.GetElapsedTime(begun),
                (int?)response?.StatusCode,
                response?.Content.Headers.ContentType?.MediaType,
                body,
                failure?.Told ?? RefusalOf(call, response, body)
            );

        // Whoever stops the application cancels too, earlier: of that nothing is told.
        bool IsTooLate(Exception error) =>
            error is OperationCanceledException && Stopwatch.GetElapsedTime(begun) >= settings.Patience * 0.9;
    }

    private static Failure? RefusalOf(OutboundCall call, HttpResponseMessage? response, byte[]? body) =>
        response is { IsSuccessStatusCode: false } && body is not null
            ? OutboundException.OfStatus(call.Address.Authority, response.StatusCode, body, OutboundClient.RetryAfterOf(response)).Told
            : null;

    private Task KeepAsync(Exchange exchange)
    {
        var outcome = exchange.Failure?.Code ?? "ok";
        PagoTelemetry.OutboundCalls.Add(1, new("service", exchange.Call.Service), new("outcome", outcome));
        return exchanges.KeepAsync(exchange);
    }

    private async Task<byte[]> ReadAsync(OutboundCall call, HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentLength > settings.AnswerBytesMax)
            throw OutboundException.TooLarge(call.Address.Authority, settings.AnswerBytesMax);
        try
        {
            return await ReadWholeAsync(call, response, ct);
        }
        // Packed in a way that it is not: how the unpackers say it.
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw OutboundException.Unreadable(call.Address.Authority, OutboundTexts.NotUnpacked);
        }
    }

    private async Task<byte[]> ReadWholeAsync(OutboundCall call, HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; )
        {
            if (whole.Length + read > settings.AnswerBytesMax)
                throw OutboundException.TooLarge(call.Address.Authority, settings.AnswerBytesMax);
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }
}
