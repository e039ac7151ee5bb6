using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>Answers the questions of organizations: the key first, then the fault that is played, then what is true.</summary>
internal sealed class FdrService(FdrGateway gateway, FdrFlows flows, TimeProvider clock)
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";
    private const string JsonType = "application/json";
    private const string Html = "<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>";

    public Task ListAsync(HttpContext http) => AnswerAsync(http, isPaged: true, flows.List);

    public Task HeaderAsync(HttpContext http) => AnswerAsync(http, isPaged: false, (question, _) => flows.Header(question));

    public Task PaymentsAsync(HttpContext http) => AnswerAsync(http, isPaged: true, flows.Payments);

    private async Task AnswerAsync(HttpContext http, bool isPaged, Func<FdrQuestion, int, FdrAnswer> tell)
    {
        if (!gateway.Admits(http.Request.Headers[KeyHeader]))
        {
            await WriteAsync(
                http,
                FdrAnswer.OfGateway(StatusCodes.Status401Unauthorized, "Access denied due to invalid subscription key.")
            );
            return;
        }
        var fault = gateway.Next(isPaged);
        switch (fault?.Fault)
        {
            case FdrFaults.TooManyRequests:
                var seconds = fault.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                http.Response.Headers[HeaderNames.RetryAfter] = seconds;
                var message = $"Rate limit is exceeded. Try again in {seconds} seconds.";
                await WriteAsync(http, FdrAnswer.OfGateway(StatusCodes.Status429TooManyRequests, message));
                return;
            case FdrFaults.ServerError:
                await WriteAsync(http, FdrError.InternalError.Answer(null, "The simulator was told to fail."));
                return;
            case FdrFaults.HtmlPage:
                await WriteAsync(http, FdrAnswer.Ok(Encoding.UTF8.GetBytes(Html)), "text/html; charset=utf-8");
                return;
            case FdrFaults.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), clock, http.RequestAborted);
                break;
        }
        var answer = Tell(new FdrQuestion(http.Request), fault?.Fault, tell);
        await WriteAsync(
            http,
            fault?.Fault == FdrFaults.HalfPage ? answer with { Body = answer.Body[..(answer.Body.Length / 2)] } : answer
        );
    }

    private static FdrAnswer Tell(FdrQuestion question, string? fault, Func<FdrQuestion, int, FdrAnswer> tell)
    {
        try
        {
            var page = question.Page;
            return fault == FdrFaults.SamePage ? WithOnePageMore(tell(question, 1)) : tell(question, page);
        }
        catch (FdrRefusal refusal)
        {
            return refusal.Answer;
        }
    }

    private static FdrAnswer WithOnePageMore(FdrAnswer answer)
    {
        var page = JsonNode.Parse(answer.Body)!;
        var metadata = page["metadata"]!;
        metadata["totPage"] = metadata["totPage"]!.GetValue<int>() + 1;
        return answer with { Body = Encoding.UTF8.GetBytes(page.ToJsonString()) };
    }

    private static async Task WriteAsync(HttpContext http, FdrAnswer answer, string contentType = JsonType)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}
