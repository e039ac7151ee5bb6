using static PagoDigitale.Core.LifeCycles.RendicontazioneEvent;
using static PagoDigitale.Core.LifeCycles.RendicontazioneState;

namespace PagoDigitale.Core.LifeCycles;

public enum RendicontazioneState
{
    Received,
    Parsed,
    Matched,

    /// <summary>Read, but its totals or some of its rows disagree with what is known.</summary>
    Anomalous,

    /// <summary>Kept as it came because it could not be read.</summary>
    Quarantined,

    /// <summary>A later revision took its place.</summary>
    Superseded,
}

public enum RendicontazioneEvent
{
    Parse,
    Quarantine,
    Match,
    FlagAnomaly,

    /// <summary>What had come is taken off again: it waits for its money.</summary>
    Unmatch,
    Supersede,
}

/// <summary>A rendicontazione is never dropped: what cannot be read is quarantined and can be parsed again later.</summary>
public static class RendicontazioneLifeCycle
{
    public static LifeCycle<RendicontazioneState, RendicontazioneEvent> Table { get; } =
        new(
            "rendicontazione",
            Received,
            [
                ([Received, Quarantined], Parse, Parsed),
                ([Received], Quarantine, Quarantined),
                // Late facts turn an anomaly into a match, and what was taken back of one makes it an anomaly again.
                ([Parsed, Anomalous], Match, Matched),
                ([Parsed, Matched], FlagAnomaly, Anomalous),
                ([Matched, Anomalous], Unmatch, Parsed),
                ([Received, Parsed, Matched, Anomalous, Quarantined], Supersede, Superseded),
            ]
        );

    public static Decision<RendicontazioneState> Decide(RendicontazioneState state, RendicontazioneEvent @event) =>
        Table.Decide(state, @event);
}
