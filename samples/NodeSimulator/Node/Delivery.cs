using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.Node;

/// <summary>One question to a station and what became of it.</summary>
public sealed record Delivery(PaOperation Operation, DeliveryOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>The fault code of a KO, or what the node would tell the PSP when the station fails it.</summary>
    public string? Fault { get; init; }

    public string? Description { get; init; }

    public PaResponse? Response { get; init; }

    public bool IsOk => Outcome == DeliveryOutcome.Ok;
}

public enum DeliveryOutcome
{
    /// <summary>A valid answer with outcome OK.</summary>
    Ok,

    /// <summary>A valid answer with outcome KO.</summary>
    Ko,

    /// <summary>No answer in the node's time, or the node stopped listening.</summary>
    Timeout,

    /// <summary>An answer the node's schema refuses: the citizen sees the station's mistake as a failure.</summary>
    InvalidAnswer,

    Unreachable,
}
