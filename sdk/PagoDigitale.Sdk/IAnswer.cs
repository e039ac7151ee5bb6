namespace PagoDigitale.Sdk;

/// <summary>Something that came as the body of an answer, with what the answer said beside it.</summary>
public interface IAnswer
{
    /// <summary>What the answer said beside its body; absent on what is nested in another body.</summary>
    AnswerDetails? Answer { get; set; }
}

/// <summary>What an answer says beside its body.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="idempotencyKey">The key the call was made with.</param>
/// <param name="isReplayed">Whether it is the stored answer to an earlier call.</param>
/// <param name="location">Address of the thing created.</param>
/// <param name="rateLimitRemaining">Requests left in the current window.</param>
public sealed class AnswerDetails(
    int status,
    string? idempotencyKey = null,
    bool isReplayed = false,
    string? location = null,
    int? rateLimitRemaining = null
)
{
    /// <summary>The HTTP status: 201 tells a thing created from one that was already there (200).</summary>
    public int Status { get; } = status;

    /// <summary>The key the call was made with, yours or the one made for it.</summary>
    public string? IdempotencyKey { get; } = idempotencyKey;

    /// <summary>Whether this is the stored answer to an earlier call with the same key.</summary>
    public bool IsReplayed { get; } = isReplayed;

    /// <summary>Address of the thing created.</summary>
    public string? Location { get; } = location;

    /// <summary>Requests left in the current window.</summary>
    public int? RateLimitRemaining { get; } = rateLimitRemaining;

    internal static AnswerDetails Of(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            Http.Headers.First(response.RequestMessage?.Headers, Http.Headers.IdempotencyKey),
            Http.Headers.First(response.Headers, "Idempotency-Replayed") == "true",
            response.Headers.Location?.OriginalString,
            int.TryParse(Http.Headers.First(response.Headers, "RateLimit-Remaining"), out var left) ? left : null
        );
}
