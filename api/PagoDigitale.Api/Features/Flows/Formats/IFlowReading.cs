namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>
/// A file whose layout has been recognised, read forward only. Whatever the layout, it gives canonical rows: the checks against the
/// database, the verdicts and the generation know no other.
/// </summary>
/// <exception cref="FlowFileException">From any member: the file as a whole cannot be read, and says why.</exception>
public interface IFlowReading : IDisposable
{
    /// <summary>How the outcome shows the columns of the file. Known once the first row was read.</summary>
    IReadOnlyList<string> Headers { get; }

    /// <summary>What separates the columns in <see cref="FlowRow.Original"/>.</summary>
    char Delimiter { get; }

    /// <summary>Known once the last row was read.</summary>
    AmountStyle Amounts { get; }

    /// <summary>What whoever sent the file may not know of it. Known once the last row was read.</summary>
    IReadOnlyList<FlowWarning> Warnings { get; }

    /// <summary>Each row, and how much of the file has been read with it, 0 to 1.</summary>
    IEnumerable<(FlowRow Row, double Position)> Rows();
}
