using PagoDigitale.Api.Features.Flows.Formats.Standard;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>The layouts that flows come in; a folder each.</summary>
public static class FlowFormats
{
    /// <summary>Told by the content: names and media types lie.</summary>
    /// <param name="today">In Italy.</param>
    /// <exception cref="FlowFileException">No layout has such a file.</exception>
    public static IFlowReading Open(string path, FlowParameters parameters, DateOnly today, CancellationToken ct) =>
        new StandardReading(Sheets.Open(path, parameters.Encoding, ct), parameters, today);
}
