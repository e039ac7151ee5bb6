using System.Globalization;

namespace PagoDigitale.Benchmarks;

/// <summary>What every benchmark does with its arguments and its figures.</summary>
internal static class Figures
{
    public static int Option(IReadOnlyDictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>A text is the same wherever it is printed.</summary>
    public static string Text(FormattableString text) => FormattableString.Invariant(text);
}
