using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using PagoDigitale.Api.Features.Node.Notices;
using PagoDigitale.Api.Features.Node.Receipts;
using PagoDigitale.Api.Platform.RateLimits;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Api.Features.Node;

/// <summary>
/// HTTP around the primitives. A business refusal is HTTP 200 with outcome KO. HTTP 500 is no valid answer, on which the
/// node tries again (SANP, synchronous integration): the right thing to say when something broke here.
/// </summary>
public sealed class NodeEndpoint(
    NodeAccess access, NodeJournal journal, AnswerNotice notices, TakeReceipt receipts, UnreadableMessages unreadable, Turnstiles turnstiles,
    TimeProvider clock, ILogger<NodeEndpoint> log)
{
    /// <summary>A receipt with five digital stamps stays below 200 kB.</summary>
    public const int EnvelopeLengthMax = 2 * 1024 * 1024;

    private const string ContentType = "text/xml; charset=utf-8";

    public async Task InvokeAsync(HttpContext http)
    {
        if (access.Refuse(http) is { } status)
        {
            await WriteAsync(http, status, SoapFault.WriteClient("The caller is not known as the node."));
            return;
        }
        var started = clock.GetTimestamp();
        PaOperation? operation = null;
        NodeAnswer answer = new(null, null);
        try
        {
            if (await ReadBodyAsync(http) is not { } envelope)
                return;
            var call = new NodeCall(
                (string)http.Request.RouteValues["station"]!, envelope, http.Request.ContentType ?? "text/xml", clock.GetUtcNow());
            var reading = PaForNodeReader.ReadRequest(call.Envelope);
            operation = reading.Operation ?? OperationOf(http.Request.Headers["SOAPAction"]);
            if (!reading.IsOk)
                answer = await unreadable.KeepAsync(call, operation, reading.Error, http.RequestAborted);
            else
                answer = await AnswerAsync(call, reading.Request, http.RequestAborted);
            if (answer.Response is null && !reading.IsOk)
                await WriteAsync(http, StatusCodes.Status500InternalServerError, SoapFault.WriteClient($"{reading.Error.Code}: {reading.Error.Description}"));
            else
                await WriteAsync(http, answer);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            answer = answer with { Response = null };
            if (http.RequestAborted.IsCancellationRequested)
                return;
            if (DatabaseFailure.Of(error) is { Kind: ErrorKind.Busy } passing)
                log.LogWarning("A call of the node could not be answered: {Code} ({Reason})", passing.Code, error.GetBaseException().Message);
            else
                log.LogError(error, "A call of the node could not be answered");
            await WriteAsync(http, StatusCodes.Status500InternalServerError, SoapFault.WriteServer("The service failed; try again."));
        }
        finally
        {
            await journal.NoteAsync(http, operation, answer, clock.GetElapsedTime(started));
        }
    }

    /// <summary>
    /// One organization never has all the connections of the node: what waits for a lock of its own leaves the rest to the
    /// others. When there is no room in time there is no valid answer, and the node comes again.
    /// </summary>
    private async Task<NodeAnswer> AnswerAsync(NodeCall call, PaRequest request, CancellationToken ct)
    {
        var turnstile = request is SendRtRequest ? turnstiles.Receipts : turnstiles.Questions;
        var entered = await turnstile.EnterAsync(StationChecks.IsFiscalCode(request.IdPa) ? request.IdPa : TenantSession.Platform, null, ct);
        if (entered.Error is not null)
        {
            log.LogWarning("A call of the node for {Organization} found no room within {Patience}", request.IdPa, turnstile.Limits.Patience);
            return new(null, null);
        }
        using var place = entered.Value!;
        return await AnswerInTurnAsync(call, request, ct);
    }

    private Task<NodeAnswer> AnswerInTurnAsync(NodeCall call, PaRequest request, CancellationToken ct) => request switch
    {
        VerifyPaymentNoticeRequest verify => notices.VerifyAsync(call, verify, ct),
        GetPaymentRequest payment => notices.GetPaymentAsync(call, payment, ct),
        DemandPaymentNoticeRequest demand => notices.DemandAsync(call, demand, ct),
        // Not cancelled when the node hangs up: the receipt is better taken now than in an hour.
        SendRtRequest receipt => receipts.TakeAsync(call, receipt, CancellationToken.None),
        _ => throw new InvalidOperationException($"{request.Operation} has no answer."),
    };

    /// <summary>Null when the body was refused, and the answer is already written.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = EnvelopeLengthMax;
        try
        {
            var reader = http.Request.BodyReader;
            while (true)
            {
                var result = await reader.ReadAsync(http.RequestAborted);
                if (result.IsCompleted)
                {
                    var envelope = result.Buffer.ToArray();
                    reader.AdvanceTo(result.Buffer.End);
                    return envelope;
                }
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (BadHttpRequestException bad)
        {
            await WriteAsync(http, bad.StatusCode, SoapFault.WriteClient($"{PaFaultCodes.SintassiExtraXsd}: the body is too large or broken."));
            return null;
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

    private static Task WriteAsync(HttpContext http, NodeAnswer answer) => answer.Response is not null
        ? WriteAsync(http, StatusCodes.Status200OK, answer.Bytes)
        : WriteAsync(http, StatusCodes.Status500InternalServerError, SoapFault.WriteServer("The service failed; try again."));

    private static async Task WriteAsync(HttpContext http, int status, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}
