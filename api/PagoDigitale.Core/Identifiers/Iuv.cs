using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

public enum IuvKind
{
    /// <summary>15 digits: notices with aux digit 0.</summary>
    Digits15,

    /// <summary>17 digits: notices with aux digit 1, 2, 3.</summary>
    Digits17,

    /// <summary>ISO 11649, whose check digits hold.</summary>
    CreditorReference,

    /// <summary>Free letters and digits, up to 35: payments started on the organization's site without a notice.</summary>
    Free,
}

/// <summary>Identificativo univoco di versamento (SACI 1.4 chapter 2): unique for its organization, for ever.</summary>
public sealed record Iuv
{
    private const int LengthMax = 35;

    private Iuv(string value, IuvKind kind) => (Value, Kind) = (value, kind);

    public string Value { get; }

    public IuvKind Kind { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out Iuv? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out Iuv? value, [NotNullWhen(false)] out Message? problem)
    {
        if (CreditorReference.TryParse(text, out var reference))
        {
            value = new Iuv(reference.Value, IuvKind.CreditorReference);
            problem = null;
            return true;
        }
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > LengthMax || !trimmed.All(char.IsAsciiLetterOrDigit))
        {
            value = null;
            problem = IdentifierTexts.Iuv;
            return false;
        }
        value = new Iuv(trimmed, KindOf(trimmed));
        problem = null;
        return true;
    }

    public static Iuv Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    public override string ToString() => Value;

    private static IuvKind KindOf(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? IuvKind.Free
            : text.Length switch
            {
                15 => IuvKind.Digits15,
                17 => IuvKind.Digits17,
                _ => IuvKind.Free,
            };
}
