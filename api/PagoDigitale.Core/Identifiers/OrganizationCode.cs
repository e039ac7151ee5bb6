using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Fiscal code of an organization (ente creditore), stFiscalCodePA: exactly 11 digits.
/// The VAT check digit is not demanded, because test entities such as 77777777777 circulate on the node.
/// </summary>
public sealed record OrganizationCode
{
    private OrganizationCode(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out OrganizationCode? value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, [NotNullWhen(true)] out OrganizationCode? value, [NotNullWhen(false)] out Message? problem)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 11 && !trimmed.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            value = new OrganizationCode(trimmed);
            problem = null;
            return true;
        }
        value = null;
        problem = IdentifierTexts.OrganizationCode;
        return false;
    }

    public static OrganizationCode Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    public override string ToString() => Value;
}
