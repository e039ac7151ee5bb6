using System.Globalization;
using System.Text.RegularExpressions;

namespace PagoDigitale.NodeSimulator;

/// <summary>An instant as RFC 3339 writes it. An offset says which one it is: without one it would be anybody's.</summary>
internal static partial class IsoInstant
{
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Shape().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out instant);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
