using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>What every input that names a debtor has to keep to.</summary>
public static class DebtorRules
{
    public static IRuleBuilderOptions<T, string?> MustFit<T>(this IRuleBuilder<T, string?> rule, Func<T, DebtorType?> type) =>
        rule.Must((owner, code) => !FiscalCode.TryParse(code, out var parsed) || type(owner) is not { } given || parsed.Fits(given))
            .WithMessage("is a person's code")
            .Remedy("fiscal-code-type-mismatch", "Use type F for a person, or the 11 digits of the legal entity.");
}
