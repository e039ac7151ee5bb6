using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed record AccertamentoModel : IVersioned
{
    public const string Prefix = "acc";

    public required string Id { get; init; }
    public required int Year { get; init; }
    public required string Number { get; init; }
    public required string Chapter { get; init; }
    public string? Article { get; init; }
    public required string Description { get; init; }
    public required bool IsActive { get; init; }
    public required long IssuedCents { get; init; }
    public required long CollectedCents { get; init; }
    public required long RegularisedCents { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }
}

public sealed record AccertamentoInput
{
    public required int Year { get; init; }
    public required string Number { get; init; }
    public required string Chapter { get; init; }

    /// <summary>Null keeps the one already there, empty removes it.</summary>
    public string? Article { get; init; }

    public required string Description { get; init; }

    /// <summary>Null keeps what is there; a new one is active.</summary>
    public bool? IsActive { get; init; }
}

public sealed record AccertamentoChange
{
    public string? Description { get; init; }
    public bool? IsActive { get; init; }
}

public sealed record AccertamentoBatchInput
{
    public required IReadOnlyList<AccertamentoInput> Items { get; init; }
}

public sealed record AccertamentoBatchOutcome
{
    public required int Created { get; init; }
    public required int Updated { get; init; }
    public required int Refused { get; init; }
    public required IReadOnlyList<AccertamentoBatchItem> Items { get; init; }
}

public sealed record AccertamentoBatchItem
{
    public required int Index { get; init; }
    public required BatchItemOutcome Outcome { get; init; }
    public string? AccertamentoId { get; init; }
    public required IReadOnlyList<ProblemField> Errors { get; init; }
}

public enum BatchItemOutcome
{
    Created,
    Updated,
    Unchanged,
    Refused,
}

public sealed record AccertamentoFilter : PageQuery
{
    [FromQuery(Name = "year"), Range(2000, 2100)]
    public int? Year { get; init; }

    [FromQuery(Name = "number"), MaxLength(20)]
    public string? Number { get; init; }

    [FromQuery(Name = "chapter"), MaxLength(30)]
    public string? Chapter { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class AccertamentoInputValidator : AbstractValidator<AccertamentoInput>
{
    public AccertamentoInputValidator()
    {
        RuleFor(x => x.Year)
            .InclusiveBetween(2000, 2100)
            .WithMessage("is not a budget year")
            .Remedy("accertamento-year-invalid", "Use a year from 2000 to 2100.");
        RuleFor(x => x.Number).NotEmpty().MaximumLength(20);
        RuleFor(x => x.Number)
            .Matches("^[0-9A-Za-z]")
            .When(x => !string.IsNullOrEmpty(x.Number))
            .WithMessage("is not the number of an accertamento")
            .Remedy("accertamento-number-invalid", "Begin with a digit or a letter, as the accounting system writes it: 117, 117/2.");
        RuleFor(x => x.Chapter).NotEmpty().MaximumLength(30);
        RuleFor(x => x.Article).MaximumLength(30);
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
    }
}

public sealed class AccertamentoChangeValidator : AbstractValidator<AccertamentoChange>
{
    public AccertamentoChangeValidator()
    {
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.IsActive).NotNull();
    }
}

public sealed class AccertamentoBatchInputValidator : AbstractValidator<AccertamentoBatchInput>
{
    public const int ItemsMax = 1_000;

    public AccertamentoBatchInputValidator() =>
        RuleFor(x => x.Items)
            .Must(items => items.Count is >= 1 and <= ItemsMax)
            .WithMessage("must be 1 to 1000")
            .Remedy("batch-size", "Send 1 to 1000 accertamenti at a time.");
}
