using FluentValidation;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowRowSelection
{
    public required IReadOnlyList<int> RowNumbers { get; init; }

    /// <summary>Rows by number, as the subject of a sentence.</summary>
    public static string Say(List<int> rows) =>
        rows.Count == 1
            ? $"row {rows[0]} is"
            : $"rows {string.Join(", ", rows.Take(20))}{(rows.Count > 20 ? $" and {rows.Count - 20} more" : "")} are";
}

public sealed class FlowRowSelectionValidator : AbstractValidator<FlowRowSelection>
{
    public FlowRowSelectionValidator()
    {
        RuleFor(x => x.RowNumbers)
            .Must(r => r.Count is >= 1 and <= 1000)
            .WithMessage("must hold 1 to 1000 row numbers")
            .Remedy("row-numbers-count", "Send the rows in several requests.");
        RuleFor(x => x.RowNumbers)
            .Must(r => r.All(n => n >= 1))
            .WithMessage("must be positive")
            .Remedy("row-number-invalid", "Use rowNumber as the list of rows gives it.");
    }
}
