using FluentValidation;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowRowSelection
{
    private const int NamedMax = 20;

    public required IReadOnlyList<int> RowNumbers { get; init; }

    /// <summary>Something of rows by number: a sentence about one, or about several.</summary>
    public static Message Say(List<int> rows, Wording one, Wording several)
    {
        if (rows.Count == 1)
            return one.With(rows[0]);
        var named = string.Join(", ", rows.Take(NamedMax));
        return rows.Count > NamedMax ? several.With(FlowsTexts.AndMoreRows.With(named, rows.Count - NamedMax)) : several.With(named);
    }
}

public sealed class FlowRowSelectionValidator : AbstractValidator<FlowRowSelection>
{
    public FlowRowSelectionValidator()
    {
        RuleFor(x => x.RowNumbers)
            .Must(r => r.Count is >= 1 and <= 1000)
            .Otherwise("row-numbers-count", FlowsTexts.RowNumbersCount, FlowsTexts.SendSeveral);
        RuleFor(x => x.RowNumbers)
            .Must(r => r.All(n => n >= 1))
            .Otherwise("row-number-invalid", FlowsTexts.RowNumbersPositive, FlowsTexts.UseRowNumber);
    }
}
