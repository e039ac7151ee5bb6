using FluentValidation;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Who owes a debt together, whoever says it: a position as it is written, or a change of its co-debtors.</summary>
public interface IDebtSharing
{
    string? DebtorCode { get; }
    List<CoDebtorInput>? CoDebtors { get; }
}

/// <summary>Others beside the debtor that a position has.</summary>
internal sealed record ChangedCoDebtors(string DebtorCode, List<CoDebtorInput>? CoDebtors) : IDebtSharing;

public sealed class DebtSharingValidator : AbstractValidator<IDebtSharing>
{
    private const int CoDebtorsMax = 20;

    public DebtSharingValidator()
    {
        RuleFor(x => x.CoDebtors)
            .Must(c => c!.Count <= CoDebtorsMax)
            .When(x => x.CoDebtors is not null)
            .Otherwise("co-debtors-count", CoDebtorTexts.Count.With(CoDebtorsMax), CoDebtorTexts.NameFewer.With(CoDebtorsMax))
            .Must((x, _) => !IsAnonymous(x.DebtorCode))
            .When(x => x.CoDebtors is { Count: > 0 })
            .Otherwise("co-debtors-of-unknown", CoDebtorTexts.OfUnknown, CoDebtorTexts.NameDebtorFirst);
        RuleForEach(x => x.CoDebtors).NotNull().SetValidator(new CoDebtorInputValidator());
        RuleForEach(x => x.CoDebtors)
            .Must((x, c) => c is null || CodesOf(x).Count(o => string.Equals(o, c.FiscalCode, StringComparison.OrdinalIgnoreCase)) == 1)
            .Otherwise("debtor-repeated", CoDebtorTexts.IsNamedTwice, CoDebtorTexts.NameEachOnce);
    }

    private static bool IsAnonymous(string? code) => string.Equals(code, FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string?> CodesOf(IDebtSharing debt) =>
        (debt.CoDebtors ?? []).Select(c => c?.FiscalCode).Append(debt.DebtorCode);
}

public sealed class CoDebtorInputValidator : AbstractValidator<CoDebtorInput>
{
    public CoDebtorInputValidator()
    {
        RuleFor(x => x.FiscalCode)
            .MustBeFiscalCode(CoDebtorTexts.CorrectCode)
            .MustFit(x => x.Type)
            .Must(c => !string.Equals(c, FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase))
            .Otherwise("co-debtors-of-unknown", CoDebtorTexts.IsUnknown, CoDebtorTexts.NameDebtorFirst);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
    }
}
