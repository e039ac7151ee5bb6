using System.Text.Json;

namespace PagoDigitale.Sdk;

/// <summary>A call that did not succeed: refused by the service, or lost on the way.</summary>
public class PagoDigitaleException : Exception
{
    /// <summary>Makes the exception of an answer that was refused or could not be understood.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The HTTP status; 0 when there was no answer.</param>
    /// <param name="response">The body of the answer.</param>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="innerException">What caused it.</param>
    public PagoDigitaleException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>>? headers,
        Exception? innerException
    )
        : base(message, innerException)
    {
        Status = status;
        Problem = ReadProblem(response);
        Code = Problem?.Code ?? (status == 0 ? "no-answer" : "unexpected-answer");
        Headers = headers ?? new Dictionary<string, IEnumerable<string>>();
    }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; }

    /// <summary>
    /// The code of the problem, made for programs; <c>no-answer</c> or <c>unexpected-answer</c> when there is no problem to read.
    /// </summary>
    public string Code { get; }

    /// <summary>The problem, as the service described it.</summary>
    public Problem? Problem { get; }

    /// <summary>Quote it when asking for help.</summary>
    public string? TraceId => Problem?.TraceId;

    /// <summary>The key the call was made with: calling again with it cannot do the same thing twice.</summary>
    public string? IdempotencyKey { get; internal set; }

    /// <summary>The headers of the answer.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }

    private static Problem? ReadProblem(string? response)
    {
        if (string.IsNullOrWhiteSpace(response))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Problem>(response!, ResourceClient.Settings);
        }
        catch (JsonException)
        {
            // A proxy on the way may answer something else: the status tells enough.
            return null;
        }
    }
}
