using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record MovementMatchInput
{
    public required IReadOnlyList<string> MovementIds { get; init; }
    public IReadOnlyList<string>? RendicontazioneIds { get; init; }
    public string? ReceiptRecordId { get; init; }
    public string? ReversedMovementId { get; init; }
    public required string Reason { get; init; }
    public bool? AcceptDifference { get; init; }
}

public sealed class MovementMatchInputValidator : AbstractValidator<MovementMatchInput>
{
    public const int IdsMax = 50;

    public MovementMatchInputValidator()
    {
        RuleFor(x => x.MovementIds)
            .Must(IsSet)
            .WithMessage($"must hold from 1 to {IdsMax} movements, each once")
            .Remedy("movements-count", "Name the movements that brought the money.");
        RuleFor(x => x.RendicontazioneIds)
            .Must(ids => IsSet(ids!))
            .When(x => x.RendicontazioneIds is not null)
            .WithMessage($"must hold from 1 to {IdsMax} rendicontazioni, each once")
            .Remedy("rendicontazioni-count", "Name the rendicontazioni they paid out, or leave the list out.");
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null ? ids is null != x.ReceiptRecordId is null : x.ReceiptRecordId is null)
            .WithMessage("exactly one of rendicontazioneIds, receiptRecordId and reversedMovementId must be given")
            .Remedy(
                "one-target",
                "Name the rendicontazioni, or the one receipt that the movement pays out by itself, or the credit that the "
                    + "movements take back."
            );
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null || ids is null or { Count: 1 })
            .WithMessage("only one can lose what a part of a credit is taken back from")
            .Remedy("one-rendicontazione", "Name the one rendicontazione of the credit that loses the money, or leave the list out.");
        RuleFor(x => x.AcceptDifference)
            .Must((x, accept) => accept is not true || x.ReversedMovementId is null)
            .WithMessage("means nothing of a credit that is taken back")
            .Remedy("accept-difference-of-storno", "Leave it out: what is not taken back stays with the credit.");
        RuleFor(x => x.ReceiptRecordId)
            .Must((x, id) => id is null || x.MovementIds.Count == 1)
            .WithMessage("is paid out by one movement")
            .Remedy("one-movement", "Name one movement.");
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }

    private static bool IsSet(IReadOnlyList<string> ids) => ids is { Count: >= 1 and <= IdsMax } && ids.Distinct().Count() == ids.Count;
}

public sealed record MovementMatchModel
{
    public required IReadOnlyList<MovementModel> Movements { get; init; }
    public required long DifferenceCents { get; init; }
}

/// <summary>Why a person decided so.</summary>
public sealed record MovementDecisionInput
{
    public required string Reason { get; init; }
}

public sealed class MovementDecisionInputValidator : AbstractValidator<MovementDecisionInput>
{
    public MovementDecisionInputValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

public sealed record MovementProposalModel
{
    public required string MovementId { get; init; }
    public required string RendicontazioneId { get; init; }
    public required string FlowId { get; init; }
    public required int Score { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }
    public required long MovementCents { get; init; }
    public required long RendicontazioneCents { get; init; }
    public required long DifferenceCents { get; init; }
    public required DateOnly Since { get; init; }
    public required int AgeDays { get; init; }
}

public sealed record MovementProposalFilter : PageQuery
{
    [FromQuery(Name = "movementId")]
    public string? MovementId { get; init; }

    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "minScore"), Range(1, 99)]
    public int? MinScore { get; init; }
}
