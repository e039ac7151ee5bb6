using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;

namespace PagoDigitale.Platform.Idempotency;

/// <summary>Sends a kept answer: same status, same headers, same bytes.</summary>
public sealed class KeptAnswerResult(KeptAnswer answer) : IActionResult
{
    private static readonly string[] KeptHeaders = ["Location", "ETag"];

    public static KeptAnswer Capture(IActionResult? result, HttpContext http, int status)
    {
        var headers = KeptHeaders
            .Where(h => http.Response.Headers.ContainsKey(h))
            .ToDictionary(h => h, h => http.Response.Headers[h].ToString());
        var body = result is ObjectResult { Value: { } value }
            ? JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ApiJson.Answers)
            : [];
        if (body.Length > 0)
            headers["Content-Language"] = AnswerLanguage.Tag;
        return new(status, headers, body);
    }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.Body.Length == 0)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(answer.Body, context.HttpContext.RequestAborted);
    }
}
