using System.Globalization;

namespace PagoDigitale.Core.Text;

/// <summary>
/// A number and what is counted, in agreement: <c>1 cent</c>, <c>2 cents</c>. Verbs do not follow it: sentences are made so that none has
/// to.
/// </summary>
public static class Counted
{
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
