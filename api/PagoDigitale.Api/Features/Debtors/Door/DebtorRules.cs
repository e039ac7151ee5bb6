using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>What every input that names a debtor has to keep to.</summary>
public static class DebtorRules
{
    public static IRuleBuilderOptions<T, string?> MustFit<T>(this IRuleBuilder<T, string?> rule, Func<T, DebtorType?> type) =>
        rule.Must((owner, code) => !FiscalCode.TryParse(code, out var parsed) || type(owner) is not { } given || parsed.Fits(given))
            .Otherwise("fiscal-code-type-mismatch", DebtorsTexts.IsPersonsCode, DebtorsTexts.UseRightType);
}
