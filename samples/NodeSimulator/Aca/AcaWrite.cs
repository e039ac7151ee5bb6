namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>A write that was accepted.</summary>
/// <param name="Sequence">Its place among all of them, from 1.</param>
public sealed record AcaWrite(long Sequence, DateTimeOffset At, AcaPosition Position);
