using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>
/// Where a flow waits. Who loads three rows looks at the screen until they are checked, and must not stand behind who loads a
/// million; what is done in seconds is let through, whatever else is under way.
/// </summary>
public static class FlowLane
{
    /// <summary>About as many rows as <see cref="RowsMax"/>, before anybody has counted them.</summary>
    public const long BytesMax = 256 * 1024;

    public const int RowsMax = 1_000;

    public static JobLane OfFile(long bytes) => bytes <= BytesMax ? JobLane.Interactive : JobLane.Bulk;

    public static JobLane OfRows(long rows) => rows <= RowsMax ? JobLane.Interactive : JobLane.Bulk;
}
