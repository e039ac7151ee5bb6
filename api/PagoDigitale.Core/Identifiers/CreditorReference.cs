using System.Diagnostics.CodeAnalysis;

namespace PagoDigitale.Core.Identifiers;

/// <summary>ISO 11649 creditor reference: RF, two check digits, 1 to 21 letters or digits.</summary>
public sealed record CreditorReference
{
    private const int LengthMin = 5;
    private const int LengthMax = 25;

    private CreditorReference(string value) => Value = value;

    public string Value { get; }

    /// <summary>What the creditor chose, without RF and check digits.</summary>
    public string Reference => Value[4..];

    public static bool TryParse(string? text, [NotNullWhen(true)] out CreditorReference? value)
    {
        value = null;
        Span<char> normal = stackalloc char[LengthMax];
        var length = 0;
        foreach (var character in text.AsSpan())
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (!char.IsAsciiLetterOrDigit(character) || length == LengthMax)
                return false;
            normal[length++] = character;
        }
        normal = normal[..length];
        if (length < LengthMin || normal[0] is not ('R' or 'r') || normal[1] is not ('F' or 'f'))
            return false;
        if (!char.IsAsciiDigit(normal[2]) || !char.IsAsciiDigit(normal[3]) || Mod97.OfRotated(normal) != 1)
            return false;
        normal[0] = 'R';
        normal[1] = 'F';
        value = new CreditorReference(normal.ToString());
        return true;
    }

    public static CreditorReference Parse(string text) =>
        TryParse(text, out var value)
            ? value
            : throw new FormatException(
                "A creditor reference is RF, two check digits that hold (ISO 11649), and up to 21 letters or digits."
            );

    public static CreditorReference Build(string reference)
    {
        if (reference.Length is 0 or > LengthMax - 4 || !reference.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException("A reference holds 1 to 21 letters or digits.", nameof(reference));
        // SACI 1.4 appendix 1: "271500" stands for RF00.
        var check = 98 - Mod97.Continue(Mod97.Continue(0, reference), "RF00");
        return new CreditorReference(string.Create(null, $"RF{check:00}{reference}"));
    }

    /// <summary>Groups of four, as the bank transfer writes it after /RFS/.</summary>
    public string Grouped() => string.Join(' ', Value.Chunk(4).Select(group => new string(group)));

    public override string ToString() => Value;
}
