using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>An answer, whole: what it says can still be spoilt on purpose.</summary>
internal sealed record ServiceAnswer(int Status, byte[] Body)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string ContentType { get; init; } = "application/json";

    private int? RetryAfterSeconds { get; init; }

    public static ServiceAnswer Ok(byte[] body) => new(StatusCodes.Status200OK, body);

    /// <summary>What stands before the services says no, with words of its own.</summary>
    public static ServiceAnswer OfGateway(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { statusCode = status, message }, Json));

    public static ServiceAnswer TooMany(int seconds) =>
        OfGateway(
            StatusCodes.Status429TooManyRequests,
            string.Create(CultureInfo.InvariantCulture, $"Rate limit is exceeded. Try again in {seconds} seconds.")
        ) with
        {
            RetryAfterSeconds = seconds,
        };

    public ServiceAnswer Half() => this with { Body = Body[..(Body.Length / 2)] };

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
        if (RetryAfterSeconds is { } seconds)
            http.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.Body.WriteAsync(Body, http.RequestAborted);
    }
}
