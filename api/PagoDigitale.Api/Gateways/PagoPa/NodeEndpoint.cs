using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using PagoDigitale.Api.Gateways.PagoPa.Notices;
using PagoDigitale.Api.Gateways.PagoPa.Receipts;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// HTTP around the primitives. A business refusal is HTTP 200 with outcome KO. HTTP 500 is no valid answer, on which the
/// node tries again (SANP, synchronous integration): the right thing to say when something broke here.
/// </summary>
public sealed class NodeEndpoint(
    NodeAccess access,
    NodeJournal journal,
    AnswerNotice notices,
    ReceiptsTogether receipts,
    UnreadableMessages unreadable,
    TimeProvider clock,
    ILogger<NodeEndpoint> log
)
{
    /// <summary>A receipt with five digital stamps stays below 200 kB.</summary>
    public const int EnvelopeLengthMax = 2 * 1024 * 1024;

    /// <summary>What is kept of a larger one: enough to see the organization, the notice and the amount.</summary>
    private const int BeginningLength = 1024;

    private const string ContentType = "text/xml; charset=utf-8";
    private const string TryAgain = "The service failed; try again.";

    public async Task InvokeAsync(HttpContext http)
    {
        if (access.Refuse(http) is { } status)
        {
            await WriteAsync(http, status, SoapFault.WriteClient("The caller is not known as the node."));
            return;
        }
        var started = clock.GetTimestamp();
        var reply = await ReplyAsync(http);
        try
        {
            await journal.NoteAsync(http, reply.Operation, reply.Answer, reply.Call?.Question, reply.Status, clock.GetElapsedTime(started));
        }
        catch (RefusedException)
        {
            // Logged by the writer. What is not noted is not answered: the node asks again.
            reply = reply with
            {
                Status = StatusCodes.Status500InternalServerError,
                Body = SoapFault.WriteServer("The call could not be noted; try again."),
            };
        }
        await WriteAsync(http, reply.Status, reply.Body);
    }

    private sealed record Reply(PaOperation? Operation, NodeCall? Call, NodeAnswer Answer, int Status, byte[] Body);

    private async Task<Reply> ReplyAsync(HttpContext http)
    {
        PaOperation? operation = null;
        NodeCall? call = null;
        var answer = NodeAnswer.None;
        try
        {
            var (envelope, tooLarge) = await ReadBodyAsync(http);
            if (tooLarge is { } wholeBytes)
            {
                operation = OperationOf(http.Request.Headers["SOAPAction"]);
                call = CallOf(http, envelope, null);
                answer = await unreadable.KeepBeginningAsync(call, operation, wholeBytes, http.RequestAborted);
                // What is still on its way is nobody's business.
                http.Response.Headers.Connection = "close";
                return new(
                    operation,
                    call,
                    answer,
                    StatusCodes.Status413PayloadTooLarge,
                    SoapFault.WriteClient($"{PaFaultCodes.SintassiExtraXsd}: the body is too large or broken.")
                );
            }
            var reading = NodeMessage.Read(envelope);
            operation = reading.Operation ?? OperationOf(http.Request.Headers["SOAPAction"]);
            var traceId = Problem.CurrentTraceId(http);
            call = CallOf(http, envelope, given => journal.EntryOf(http, traceId, operation, given, StatusOf(given)));
            if (reading.IsOk)
            {
                answer = await AnswerAsync(call, reading, http.RequestAborted);
                return new(
                    operation,
                    call,
                    answer with
                    {
                        ChangedNothing = ChangesNothing(reading.Request!, answer),
                    },
                    StatusOf(answer),
                    answer.Response is not null ? answer.Bytes : SoapFault.WriteServer(TryAgain)
                );
            }
            answer = (await unreadable.KeepAsync(call, operation, reading.Error, http.RequestAborted)) with { Code = reading.Error.Code };
            return new(
                operation,
                call,
                answer,
                StatusOf(answer),
                answer.Response is { } refusal
                    ? PaForNodeWriter.Write(refusal)
                    : SoapFault.WriteClient($"{reading.Error.Code}: {reading.Error.Description}")
            );
        }
        catch (BadHttpRequestException bad)
        {
            return new(
                operation,
                call,
                answer with
                {
                    Code = PaFaultCodes.SintassiExtraXsd,
                },
                bad.StatusCode,
                SoapFault.WriteClient($"{PaFaultCodes.SintassiExtraXsd}: the body is too large or broken.")
            );
        }
        catch (RefusedException refused)
        {
            log.LogWarning("A call of the node for {Organization} found no room: {Code}", call?.Organization, refused.Error.Code);
            return new(operation, call, NodeAnswer.None, StatusCodes.Status500InternalServerError, SoapFault.WriteServer(TryAgain));
        }
        catch (Exception error)
        {
            if (DatabaseFailure.Of(error) is { Kind: ErrorKind.Busy } passing)
                log.LogWarning(
                    "A call of the node could not be answered: {Code} ({Reason})",
                    passing.Code,
                    error.GetBaseException().Message
                );
            else if (!http.RequestAborted.IsCancellationRequested)
                log.LogError(error, "A call of the node could not be answered");
            return new(
                operation,
                call,
                answer with
                {
                    Response = null,
                    Organization = answer.Organization ?? call?.Organization,
                },
                StatusCodes.Status500InternalServerError,
                SoapFault.WriteServer(TryAgain)
            );
        }
    }

    /// <summary>Data given for a payment are marked as such; every other answer to a question leaves things as they were.</summary>
    private static bool ChangesNothing(PaRequest request, NodeAnswer answer) =>
        request is not SendRtRequest && !(request is GetPaymentRequest && answer.Response is GetPaymentResponse);

    private NodeCall CallOf(HttpContext http, byte[] envelope, Func<NodeAnswer, ActivityEntry>? entryOf) =>
        new((string)http.Request.RouteValues["station"]!, envelope, http.Request.ContentType ?? "text/xml", clock.GetUtcNow(), entryOf);

    private static int StatusOf(NodeAnswer answer) =>
        answer.Response is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;

    /// <summary>
    /// What comes at once shares a connection (<see cref="QuestionsTogether"/>, <see cref="ReceiptsTogether"/>) and waits for no lock.
    /// What has to wait goes by itself, behind a turnstile: one organization never has all the connections of the node. When there is
    /// no room in time there is no valid answer, and the node comes again.
    /// </summary>
    private Task<NodeAnswer> AnswerAsync(NodeCall call, PaRequestReading reading, CancellationToken ct) =>
        reading.Request switch
        {
            VerifyPaymentNoticeRequest verify => notices.VerifyAsync(call, verify, ct),
            GetPaymentRequest payment => notices.GetPaymentAsync(call, payment, ct),
            DemandPaymentNoticeRequest demand => notices.DemandAsync(call, demand, ct),
            // Not cancelled when the node hangs up: the receipt is better taken now than in an hour.
            SendRtRequest receipt => receipts.TakeAsync(call, receipt, reading.Deviations, CancellationToken.None),
            _ => throw new InvalidOperationException($"{reading.Operation} has no answer."),
        };

    /// <summary>The whole body; of one that is too large its beginning, and how large it is as far as it was told or seen.</summary>
    private static async Task<(byte[] Body, long? TooLarge)> ReadBodyAsync(HttpContext http)
    {
        // Of a body over the server's own limit not even the beginning could be read.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            var buffer = result.Buffer;
            if (
                buffer.Length > EnvelopeLengthMax
                || (http.Request.ContentLength > EnvelopeLengthMax && (buffer.Length >= BeginningLength || result.IsCompleted))
            )
            {
                var beginning = buffer.Slice(0, Math.Min(buffer.Length, BeginningLength)).ToArray();
                var whole = Math.Max(buffer.Length, http.Request.ContentLength ?? 0);
                reader.AdvanceTo(buffer.End);
                return (beginning, whole);
            }
            if (result.IsCompleted)
            {
                var envelope = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return (envelope, null);
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The header comes quoted, bare, as a URI or not at all; it only serves to choose the root of a refusal.</summary>
    private static PaOperation? OperationOf(string? soapAction)
    {
        if (soapAction is null)
            return null;
        var name = soapAction.AsSpan().Trim().Trim('"');
        name = name[(name.LastIndexOfAny('/', ':') + 1)..];
        foreach (var operation in Enum.GetValues<PaOperation>())
            if (name.SequenceEqual(operation.SoapAction()))
                return operation;
        return null;
    }

    private static async Task WriteAsync(HttpContext http, int status, byte[] body)
    {
        if (http.RequestAborted.IsCancellationRequested)
            return;
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}
