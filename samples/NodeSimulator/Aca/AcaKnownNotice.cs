using System.Text.Json;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>A notice as ACA has it now, and how it came to that.</summary>
/// <param name="State">open or closed.</param>
/// <param name="Position">What was told last.</param>
/// <param name="Writes">Every accepted write, the first one first.</param>
internal sealed record AcaKnownNotice(
    string Nav,
    long Amount,
    string State,
    int WriteCount,
    DateTimeOffset ChangedAt,
    AcaPosition Position,
    IReadOnlyList<AcaWrite> Writes
)
{
    public static AcaKnownNotice Of(byte[][] lines)
    {
        AcaWrite[] writes = [.. lines.Select(line => JsonSerializer.Deserialize(line, AcaJson.Default.AcaWrite)!)];
        var (at, last) = (writes[^1].At, writes[^1].Position);
        return new(last.Nav, last.Amount, last.Amount == 0 ? "closed" : "open", writes.Length, at, last, writes);
    }
}
