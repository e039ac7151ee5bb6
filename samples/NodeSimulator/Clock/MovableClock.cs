namespace PagoDigitale.NodeSimulator.Clock;

/// <summary>The time of the simulator: the wall's, and as much more as it was told. Timers are the real ones.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _aheadTicks));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _aheadTicks, time.Ticks);
}
