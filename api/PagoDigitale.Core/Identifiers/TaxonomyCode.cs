using System.Diagnostics.CodeAnalysis;

namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Code of PagoPA's taxonomy in the form transfers carry it: <c>9/0102100SA/</c>
/// (type of organization, macro-area, service, legal reason).
/// </summary>
public sealed record TaxonomyCode
{
    private const int CoreLength = 9;

    private TaxonomyCode(string value) => Value = value;

    public string Value { get; }

    public string OrganizationType => Value.Substring(2, 2);

    public string MacroArea => Value.Substring(4, 2);

    public string Service => Value.Substring(6, 3);

    /// <summary>IM, TS, SP, SA or AP.</summary>
    public string LegalReason => Value.Substring(9, 2);

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaxonomyCode? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaxonomyCode? value, [NotNullWhen(false)] out string? problem)
    {
        var core = text.AsSpan().Trim();
        if (core.StartsWith("9/")) core = core[2..];
        if (core.EndsWith("/")) core = core[..^1];
        Span<char> upper = stackalloc char[CoreLength];
        if (core.Length == CoreLength && core.ToUpperInvariant(upper) == CoreLength
            && !upper[..7].ContainsAnyExceptInRange('0', '9') && upper[7..] is "IM" or "TS" or "SP" or "SA" or "AP")
        {
            value = new TaxonomyCode($"9/{upper}/");
            problem = null;
            return true;
        }
        value = null;
        problem = "A taxonomy code is seven digits and one of IM, TS, SP, SA, AP, written like 9/0102100SA/: look it up in the current taxonomy.";
        return false;
    }

    public static TaxonomyCode Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem);

    public override string ToString() => Value;
}
