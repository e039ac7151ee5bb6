using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Accertamenti;

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

public sealed class AccertamentoBatchInputValidator : AbstractValidator<AccertamentoBatchInput>
{
    public const int ItemsMax = 1_000;

    public AccertamentoBatchInputValidator() =>
        RuleFor(x => x.Items)
            .Must(items => items.Count is >= 1 and <= ItemsMax)
            .Otherwise("batch-size", AccertamentiTexts.BatchSize, AccertamentiTexts.SendUpToThousand);
}

/// <summary>Loads a batch: what is wrong is left out and told, the rest is written by one statement.</summary>
public sealed class LoadAccertamentiHandler(AccertamentoWriter writer, IValidator<AccertamentoInput> validator)
{
    private const int ErrorsMax = 20;

    public async Task<Outcome<AccertamentoBatchOutcome>> RunAsync(AccertamentoBatchInput batch, CancellationToken ct)
    {
        var items = new AccertamentoBatchItem[batch.Items.Count];
        var good = new List<int>();
        var keys = new Dictionary<(int, string), int>();
        for (var i = 0; i < items.Length; i++)
        {
            var errors = Check(batch.Items[i], i, keys);
            if (errors.Count == 0)
                good.Add(i);
            else
                items[i] = new()
                {
                    Index = i,
                    Outcome = BatchItemOutcome.Refused,
                    Errors = errors,
                };
        }
        var written = await writer.UpsertAsync([.. good.Select(i => batch.Items[i])], ct);
        foreach (var (index, result) in good.Zip(written))
            items[index] =
                result.Outcome == BatchItemOutcome.Refused
                    ? new()
                    {
                        Index = index,
                        Outcome = result.Outcome,
                        Errors =
                        [
                            Error(
                                $"items[{index}].chapter",
                                AccertamentoInUse.Code,
                                AccertamentiTexts.IsNamed,
                                AccertamentiTexts.SendItsChapter
                            ),
                        ],
                    }
                    : new()
                    {
                        Index = index,
                        Outcome = result.Outcome,
                        AccertamentoId = PublicId.Format(AccertamentoModel.Prefix, result.Id),
                        Errors = [],
                    };
        return new AccertamentoBatchOutcome
        {
            Created = items.Count(i => i.Outcome == BatchItemOutcome.Created),
            Updated = items.Count(i => i.Outcome == BatchItemOutcome.Updated),
            Refused = items.Count(i => i.Outcome == BatchItemOutcome.Refused),
            Items = items,
        };
    }

    private IReadOnlyList<ProblemField> Check(AccertamentoInput? item, int index, Dictionary<(int, string), int> keys)
    {
        if (item is null)
            return [Error($"items[{index}]", "missing", AccertamentiTexts.ItemIsNull, AccertamentiTexts.SendItem)];
        var result = validator.Validate(item);
        if (!result.IsValid)
            return [.. result.ToFieldErrors().Take(ErrorsMax).Select(e => Error($"items[{index}].{e.Field}", e.Code, e.Message, e.Remedy))];
        return keys.TryAdd((item.Year, item.Number), index)
            ? []
            :
            [
                Error(
                    $"items[{index}].number",
                    "duplicate-in-batch",
                    AccertamentiTexts.IsAlsoItem.With(keys[(item.Year, item.Number)]),
                    AccertamentiTexts.SendOnce
                ),
            ];
    }

    private static ProblemField Error(string field, string code, Message message, Message remedy) =>
        new()
        {
            Field = field,
            Code = code,
            Message = message,
            Remedy = remedy,
        };
}
