using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>An entry of a receipt's or a transfer's metadata.</summary>
public sealed record BizEntry(string Key, string Value)
{
    internal static IReadOnlyList<BizEntry> Of(IEnumerable<MetadataEntry> entries) =>
        [.. entries.Select(entry => new BizEntry(entry.Key, entry.Value))];
}
