using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Code of PagoPA's taxonomy in the form transfers carry it: <c>9/0102100SA/</c>
/// (type of organization, macro-area, service, legal reason). The digit in front says beside it whether the position may go to the
/// debtor's bank app as a request to pay: 9 yes, 6, 7 and 8 no, for haste, for an exclusive carrier, for both.
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

    /// <summary>As the published list has it, whatever stands in front: <c>0102100SA</c>.</summary>
    public string Listed => Value.Substring(2, CoreLength);

    /// <summary>
    /// What the published list has of a transfer's category, in which anything may follow the code: <c>0301116TS</c> of
    /// <c>9/0301116TS/9/…</c>. Null of the classifications before the taxonomy (0, 1 and 2 in front).
    /// </summary>
    public static string? ListedOf(string category)
    {
        if (category is not [>= '6' and <= '9', '/', ..])
            return null;
        var rest = category.AsSpan(2);
        return (rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest).ToString().ToUpperInvariant();
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaxonomyCode? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaxonomyCode? value, [NotNullWhen(false)] out Message? problem)
    {
        var core = text.AsSpan().Trim();
        var prefix = '9';
        if (core.Length > 1 && core[0] is >= '6' and <= '9' && core[1] == '/')
        {
            prefix = core[0];
            core = core[2..];
        }
        if (core.EndsWith("/"))
            core = core[..^1];
        Span<char> upper = stackalloc char[CoreLength];
        if (
            core.Length == CoreLength
            && core.ToUpperInvariant(upper) == CoreLength
            && !upper[..7].ContainsAnyExceptInRange('0', '9')
            && upper[7..] is "IM" or "TS" or "SP" or "SA" or "AP"
        )
        {
            value = new TaxonomyCode($"{prefix}/{upper}/");
            problem = null;
            return true;
        }
        value = null;
        problem = IdentifierTexts.TaxonomyCode;
        return false;
    }

    public static TaxonomyCode Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    public override string ToString() => Value;
}
