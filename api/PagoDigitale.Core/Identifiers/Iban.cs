using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>An IBAN without spaces, upper case, whose check digits hold (ISO 13616, mod 97).</summary>
public sealed record Iban
{
    /// <summary>ABI code of Poste Italiane: an account there prints the postal slip on the notice.</summary>
    public const string PosteItalianeAbi = "07601";

    private const int LengthMax = 34;
    private const int LengthMin = 15;
    private const int ItalianLength = 27;

    private Iban(string value) => Value = value;

    public string Value { get; }

    public string Country => Value[..2];

    public bool IsItalian => Value.StartsWith("IT", StringComparison.Ordinal);

    /// <summary>The Italian bank code, or null for an account abroad. San Marino uses the same layout.</summary>
    public string? Abi => IsItalian || Country == "SM" ? Value.Substring(5, 5) : null;

    public bool IsPostal => IsItalian && Value.AsSpan(5, 5).SequenceEqual(PosteItalianeAbi);

    /// <summary>
    /// Whether the check letter (CIN) goes with bank, branch and account: Italy and San Marino have one, and a wrong one means
    /// that no bank has given the number out, though the check digits hold. It is demanded of accounts that are new here; what
    /// was registered before stays what it is.
    /// </summary>
    public bool HasRightCheckLetter => ExpectedCheckLetter is not { } letter || letter == Value[4];

    /// <summary>The check letter that the rest of the number asks for; null abroad.</summary>
    public char? ExpectedCheckLetter => Abi is null ? null : CheckLetter.Of(Value.AsSpan(5));

    public static bool TryParse(string? text, [NotNullWhen(true)] out Iban? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out Iban? value, [NotNullWhen(false)] out Message? problem)
    {
        value = null;
        Span<char> normal = stackalloc char[LengthMax];
        var length = 0;
        foreach (var character in text.AsSpan())
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (!char.IsAsciiLetterOrDigit(character) || length == LengthMax)
            {
                problem = IdentifierTexts.IbanSigns;
                return false;
            }
            normal[length++] = char.ToUpperInvariant(character);
        }
        normal = normal[..length];
        problem = Problem(normal);
        if (problem is not null)
            return false;
        value = new Iban(normal.ToString());
        return true;
    }

    public static Iban Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    public override string ToString() => Value;

    private static Message? Problem(ReadOnlySpan<char> iban)
    {
        if (iban.Length == 0)
            return IdentifierTexts.IbanMissing;
        var isItalian = iban.StartsWith("IT") || iban.StartsWith("SM");
        if (isItalian && iban.Length != ItalianLength)
            return IdentifierTexts.IbanLength.With(iban.Length);
        if (iban.Length < LengthMin)
            return IdentifierTexts.IbanTooShort;
        if (
            !char.IsAsciiLetterUpper(iban[0])
            || !char.IsAsciiLetterUpper(iban[1])
            || !char.IsAsciiDigit(iban[2])
            || !char.IsAsciiDigit(iban[3])
        )
            return IdentifierTexts.IbanBegin;
        // CIN (a letter), ABI and CAB (ten digits), account (twelve letters or digits).
        if (isItalian && (!char.IsAsciiLetterUpper(iban[4]) || iban.Slice(5, 10).ContainsAnyExceptInRange('0', '9')))
            return IdentifierTexts.IbanLayout;
        return Mod97.OfRotated(iban) == 1 ? null : IdentifierTexts.IbanCheckDigits;
    }
}
