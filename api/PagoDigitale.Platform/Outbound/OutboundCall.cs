using System.Net;

namespace PagoDigitale.Platform.Outbound;

/// <summary>A call to a service outside, for an organization.</summary>
/// <param name="Service">Under which name the exchange is kept.</param>
public sealed record OutboundCall(string Organization, string Service, HttpMethod Method, Uri Address)
{
    /// <summary>Secrets among them: they are sent, and kept nowhere.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string? MediaType { get; init; }

    /// <summary>With which others its exchanges are kept; null: by itself, as soon as it ends.</summary>
    public ExchangeBatch? Batch { get; init; }

    /// <summary>Of which each attempt is one; then none is repeated at once. Null: as many as there is something to ask for.</summary>
    public CallBudget? Budget { get; init; }
}

/// <summary>What the service answered, whole.</summary>
/// <param name="RetryAfter">How long it wants to be left alone, where it says so.</param>
public sealed record OutboundAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
{
    /// <summary>Under which it is kept.</summary>
    public required Guid ExchangeId { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
