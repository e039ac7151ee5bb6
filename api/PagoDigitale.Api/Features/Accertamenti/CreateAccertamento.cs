using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Accertamenti;

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

public sealed class AccertamentoInputValidator : AbstractValidator<AccertamentoInput>
{
    public AccertamentoInputValidator()
    {
        RuleFor(x => x.Year)
            .InclusiveBetween(2000, 2100)
            .Otherwise("accertamento-year-invalid", AccertamentiTexts.NoBudgetYear, AccertamentiTexts.UseYear);
        RuleFor(x => x.Number).NotEmpty().MaximumLength(20);
        RuleFor(x => x.Number)
            .Matches("^[0-9A-Za-z]")
            .When(x => !string.IsNullOrEmpty(x.Number))
            .Otherwise("accertamento-number-invalid", AccertamentiTexts.NoNumber, AccertamentiTexts.WriteNumber);
        RuleFor(x => x.Chapter).NotEmpty().MaximumLength(30);
        RuleFor(x => x.Article).MaximumLength(30);
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
    }
}

public sealed class CreateAccertamentoHandler(AccertamentoWriter writer, ReadAccertamentoHandler read)
{
    public async Task<Outcome<Created<AccertamentoModel>>> RunAsync(AccertamentoInput input, CancellationToken ct)
    {
        var written = (await writer.UpsertAsync([input], ct))[0];
        if (written.Outcome == BatchItemOutcome.Refused)
            return ApiError.Conflict(
                AccertamentoInUse.Code,
                AccertamentiTexts.IsInUse,
                AccertamentiTexts.NumberIsInUse.With(input.Number, input.Year, AccertamentiTexts.IsNamed, AccertamentiTexts.SendItsChapter)
            );
        var model = await read.RunAsync(PublicId.Format(AccertamentoModel.Prefix, written.Id), ct);
        return model.Error is { } error ? error : new Created<AccertamentoModel>(model.Value!, written.Outcome == BatchItemOutcome.Created);
    }
}
