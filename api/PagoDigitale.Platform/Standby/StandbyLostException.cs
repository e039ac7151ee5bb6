namespace PagoDigitale.Platform.Standby;

/// <summary>
/// The standby ended a read that had begun there: what it replays removed rows that the read still needed (40001), or the server went
/// away. The primary can answer it.
/// </summary>
public sealed class StandbyLostException(Exception inner) : Exception("The standby ended a read.", inner);
