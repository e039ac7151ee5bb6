namespace PagoDigitale.Sdk;

/// <summary>Something that came as the body of an answer, with what the answer said beside it.</summary>
public interface IAnswer
{
    /// <summary>What the answer said beside its body; absent on what is nested in another body.</summary>
    AnswerDetails? Answer { get; set; }
}

/// <summary>What an answer says beside its body.</summary>
public sealed record AnswerDetails
{
    /// <summary>The HTTP status: 201 tells a thing created from one that was already there (200).</summary>
    public required int Status { get; init; }

    /// <summary>The key the call was made with, yours or the one made for it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether this is the stored answer to an earlier call with the same key.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Address of the thing created.</summary>
    public string? Location { get; init; }

    /// <summary>Requests left in the current window.</summary>
    public int? RateLimitRemaining { get; init; }

    internal static AnswerDetails Of(HttpResponseMessage response) =>
        new()
        {
            Status = (int)response.StatusCode,
            IdempotencyKey = Http.Headers.First(response.RequestMessage?.Headers, Http.Headers.IdempotencyKey),
            IsReplayed = Http.Headers.First(response.Headers, "Idempotency-Replayed") == "true",
            Location = response.Headers.Location?.OriginalString,
            RateLimitRemaining = int.TryParse(Http.Headers.First(response.Headers, "RateLimit-Remaining"), out var left) ? left : null,
        };
}
