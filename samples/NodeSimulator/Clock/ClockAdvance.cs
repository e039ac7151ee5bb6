namespace PagoDigitale.NodeSimulator.Clock;

/// <summary>By how much the clock is put forward. It never goes back: what was published would be in the future.</summary>
public sealed record ClockAdvance(long AdvanceSeconds)
{
    private const long SecondsMax = 366 * 86_400;

    public string? Problem() => AdvanceSeconds is < 0 or > SecondsMax ? $"advanceSeconds is 0 to {SecondsMax}." : null;
}
