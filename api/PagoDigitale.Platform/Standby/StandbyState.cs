namespace PagoDigitale.Platform.Standby;

public enum StandbyState
{
    /// <summary>It has what the primary had a moment ago.</summary>
    Following,

    /// <summary>It follows, and is further behind than it may be.</summary>
    Behind,

    /// <summary>It does not answer.</summary>
    Away,

    /// <summary>It answers and is no standby: it was promoted, or is the primary itself.</summary>
    NoStandby,

    /// <summary>Its connections work as another role: a pooler dropped their options, and no policy binds them.</summary>
    Unbound,

    /// <summary>It shows no heartbeat of this primary: the copy of another database, or of one that a failover has left behind.</summary>
    Strange,
}

/// <param name="Lag">How old what it shows may be; zero when it has all that the primary had at the look.</param>
/// <param name="Reason">Why it does not answer.</param>
public sealed record StandbyLook(StandbyState State, TimeSpan Lag, string? Reason = null)
{
    /// <summary>Before the first look nobody knows.</summary>
    public static readonly StandbyLook None = new(StandbyState.Away, TimeSpan.Zero);

    /// <param name="isBound">Whether it takes us for the role that the policies bind.</param>
    /// <param name="isStandby">Whether the server replays somebody's changes.</param>
    /// <param name="isOurs">Whether it shows a heartbeat that this primary gave, on the timeline it is on.</param>
    public static StandbyLook Decide(bool isBound, bool isStandby, bool isOurs, TimeSpan lag, TimeSpan lagMax) =>
        new(
            !isBound ? StandbyState.Unbound
                : !isStandby ? StandbyState.NoStandby
                : !isOurs ? StandbyState.Strange
                : lag > lagMax ? StandbyState.Behind
                : StandbyState.Following,
            lag
        );
}
