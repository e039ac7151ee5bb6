using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record ReversaleModel
{
    public required string Id { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public required long AmountCents { get; init; }
    public required string Counterpart { get; init; }
    public string? CollectionAccount { get; init; }
    public string? Provvisorio { get; init; }
    public required string FlowId { get; init; }
    public string? MovementId { get; init; }
    public required IReadOnlyList<ReversaleMovement> Movements { get; init; }
    public required string RendicontazioneId { get; init; }
    public DateOnly? ExecutedOn { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulmentReason { get; init; }
    public required int PaymentsCount { get; init; }
    public required IReadOnlyList<ReversaleAllocation> Allocations { get; init; }
    public required long UnallocatedCents { get; init; }
    public required IReadOnlyList<ReversaleWarning> Warnings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What of a movement the reversale settles, with the movement's sign: debits take back what credits brought.</summary>
public sealed record ReversaleMovement
{
    public required string MovementId { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public string? Provvisorio { get; init; }
    public required long AmountCents { get; init; }
}

public sealed record ReversaleAllocation
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required string Chapter { get; init; }
    public required long AmountCents { get; init; }
    public required int PaymentsCount { get; init; }
}

public sealed record ReversaliOutcome
{
    public required IReadOnlyList<ReversaleModel> Items { get; init; }
    public required IReadOnlyList<SkippedTransfer> Skipped { get; init; }
}

public sealed record SkippedTransfer
{
    public string? FlowId { get; init; }
    public string? MovementId { get; init; }
    public required SkipReason Reason { get; init; }
}

public enum SkipReason
{
    AlreadyAccounted,
    NotReconciled,
    Anomalous,
    SingleTransfer,
}

public sealed record ReversaliInput
{
    public string? StatementId { get; init; }
    public string? FlowId { get; init; }
    public DateOnly? AccountingDate { get; init; }
    public string? Counterpart { get; init; }
    public string? CollectionAccount { get; init; }
}

public sealed class ReversaliInputValidator : AbstractValidator<ReversaliInput>
{
    public ReversaliInputValidator()
    {
        RuleFor(x => x.StatementId)
            .Must((x, _) => x.StatementId is null != x.FlowId is null)
            .WithMessage("exactly one of statementId and flowId must be given")
            .Remedy("statement-or-flow", "Send the statement whose transfers to account, or one flow.");
        RuleFor(x => x.FlowId)
            .Length(1, 70)
            .When(x => x.FlowId is not null)
            .WithMessage("must have 1 to 70 characters")
            .Remedy("flow-id-invalid", "Use the identificativoFlusso of the rendicontazione.");
        RuleFor(x => x.AccountingDate)
            .Must(d => d!.Value.Year is >= 2000 and <= 2100)
            .When(x => x.AccountingDate is not null)
            .WithMessage("is not a day between 2000 and 2100")
            .Remedy("date-implausible", "Use the day of the treasury movement, or leave it out.");
        RuleFor(x => x.Counterpart)
            .Length(1, 140)
            .When(x => x.Counterpart is not null)
            .WithMessage("must have 1 to 140 characters")
            .Remedy("counterpart-invalid", "Shorten it, or leave it out to use the accounting profile.");
        RuleFor(x => x.CollectionAccount)
            .Length(1, 35)
            .When(x => x.CollectionAccount is not null)
            .WithMessage("must have 1 to 35 characters")
            .Remedy("collection-account-invalid", "Shorten it, or leave it out to use the accounting profile.");
    }
}

public sealed record ReversaleFilter : PageQuery
{
    [FromQuery(Name = "year"), Range(2000, 2100)]
    public int? Year { get; init; }

    [FromQuery(Name = "dateFrom")]
    public DateOnly? DateFrom { get; init; }

    [FromQuery(Name = "dateTo")]
    public DateOnly? DateTo { get; init; }

    [FromQuery(Name = "accertamentoYear"), Range(2000, 2100)]
    public int? AccertamentoYear { get; init; }

    [FromQuery(Name = "accertamentoNumber"), MaxLength(20)]
    public string? AccertamentoNumber { get; init; }

    [FromQuery(Name = "movementId")]
    public string? MovementId { get; init; }

    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }
}
