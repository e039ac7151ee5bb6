using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.NodeSimulator.Node;

/// <summary>
/// The node's mouth and ears: sends the questions of paForNode to a station and judges the answers as strictly as the node
/// does. Times out as the node does (SANP, service levels): 7 seconds for a question, 15 for a receipt.
/// </summary>
public sealed class StationClient : IDisposable
{
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan ReceiptTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long the node waits for an answer it is going to abandon.</summary>
    private static readonly TimeSpan AbandonAfter = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task<Delivery> AskAsync(StationAddress station, PaRequest request, CancellationToken cancellationToken) =>
        AskAsync(station, request.Operation, PaForNodeClientWriter.Write(request), cancellationToken);

    /// <summary>Sends an envelope as it is, also one no node would send.</summary>
    public async Task<Delivery> AskAsync(
        StationAddress station,
        PaOperation operation,
        byte[] envelope,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(IsReceipt(operation) ? ReceiptTimeout : QuestionTimeout);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var content = new ByteArrayContent(envelope);
            using var question = Question(station, operation, content);
            using var answer = await _http.SendAsync(question, limit.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(limit.Token);
            return Judge(operation, (int)answer.StatusCode, body, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(operation, DeliveryOutcome.Timeout, Stopwatch.GetElapsedTime(start)) { Fault = "PPT_STAZIONE_INT_PA_TIMEOUT" };
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return new(operation, DeliveryOutcome.Unreachable, Stopwatch.GetElapsedTime(start))
            {
                Fault = "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE",
                Description = failure.Message,
            };
        }
    }

    /// <summary>Sends the whole question and hangs up on the answer.</summary>
    public async Task<Delivery> AskAndHangUpAsync(StationAddress station, PaRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var content = new SentSignal(PaForNodeClientWriter.Write(request));
        using var question = Question(station, request.Operation, content);
        var start = Stopwatch.GetTimestamp();
        var answer = _http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        await Task.WhenAny(answer, content.Sent);
        limit.CancelAfter(AbandonAfter);
        try
        {
            using var ignored = await answer;
        }
        catch (Exception abandoned)
            when (abandoned is OperationCanceledException or HttpRequestException or SocketException
                && !cancellationToken.IsCancellationRequested
            )
        {
            // Whatever became of the answer, the node never heard it.
            return Lost(abandoned.GetType().Name);
        }
        return Lost(null);

        Delivery Lost(string? description) =>
            new(request.Operation, DeliveryOutcome.Timeout, Stopwatch.GetElapsedTime(start))
            {
                Fault = "PPT_STAZIONE_INT_PA_TIMEOUT",
                Description = description,
            };
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Question(StationAddress station, PaOperation operation, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        var question = new HttpRequestMessage(HttpMethod.Post, station.NodeUrl) { Content = content };
        question.Headers.Add("SOAPAction", $"\"{operation.SoapAction()}\"");
        if (station.SubscriptionKey is { Length: > 0 } key)
            question.Headers.Add("Ocp-Apim-Subscription-Key", key);
        return question;
    }

    private static Delivery Judge(PaOperation operation, int status, byte[] body, TimeSpan elapsed)
    {
        var reading = PaForNodeClientReader.ReadResponse(body);
        if (reading.Response is FaultResponse refusal)
            return new(operation, DeliveryOutcome.Ko, elapsed)
            {
                Fault = refusal.Fault.FaultCode,
                Description = refusal.Fault.Description,
                Response = refusal,
            };
        if (reading.Response is { } response && response.Operation == operation)
            return new(operation, DeliveryOutcome.Ok, elapsed) { Response = response };
        return new(operation, DeliveryOutcome.InvalidAnswer, elapsed)
        {
            Fault = "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE",
            Description = $"HTTP {status}: {reading.Error?.Description.ToString() ?? "the answer belongs to another operation"}",
        };
    }

    private static bool IsReceipt(PaOperation operation) => operation is PaOperation.SendRt or PaOperation.SendRtV2;
}
