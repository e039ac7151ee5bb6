using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Fiscal code of a debtor: a person's 16 characters, an entity's 11 digits, or <c>ANONIMO</c>,
/// which the node takes when the payer need not be known.
/// </summary>
public sealed record FiscalCode
{
    public const string AnonymousText = "ANONIMO";

    private const int PersonLength = 16;
    private const int EntityLength = 11;

    private FiscalCode(string value) => Value = value;

    public static FiscalCode Anonymous { get; } = new(AnonymousText);

    public string Value { get; }

    public bool IsPerson => Value.Length == PersonLength;

    public bool IsEntity => Value.Length == EntityLength;

    public bool IsAnonymous => Value.Length == AnonymousText.Length;

    /// <summary>The type to assume when the caller gives none. Nobody is a legal entity by being anonymous.</summary>
    public DebtorType DebtorType => IsEntity ? DebtorType.G : DebtorType.F;

    /// <summary>A person may have the provisional code of 11 digits; a legal entity never has 16 characters.</summary>
    public bool Fits(DebtorType type) => type != DebtorType.G || !IsPerson;

    public static bool TryParse(string? text, [NotNullWhen(true)] out FiscalCode? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out FiscalCode? value, [NotNullWhen(false)] out Message? problem)
    {
        value = null;
        var trimmed = text.AsSpan().Trim();
        Span<char> upper = stackalloc char[PersonLength];
        if (trimmed.Length is 0 or > PersonLength)
        {
            problem = trimmed.Length == 0 ? FiscalCodeTexts.Missing : FiscalCodeTexts.Length.With(trimmed.Length);
            return false;
        }
        trimmed.ToUpperInvariant(upper);
        upper = upper[..trimmed.Length];
        problem = upper.Length switch
        {
            PersonLength => PersonFiscalCode.Problem(upper),
            EntityLength => VatCheck.Problem(upper),
            _ when upper.SequenceEqual(AnonymousText) => null,
            _ => FiscalCodeTexts.Length.With(upper.Length),
        };
        if (problem is not null)
            return false;
        // The caller's string is kept when it is already normal: imports parse millions of them.
        value = upper.Length == AnonymousText.Length ? Anonymous : new FiscalCode(upper.SequenceEqual(text) ? text! : upper.ToString());
        return true;
    }

    public static FiscalCode Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    /// <summary>Computes a person's code as the Revenue Agency does before it resolves homonyms.</summary>
    public static FiscalCode Build(string surname, string name, DateOnly birthDate, bool isFemale, string belfioreCode) =>
        Parse(PersonFiscalCode.Build(surname, name, birthDate, isFemale, belfioreCode));

    public override string ToString() => Value;
}
