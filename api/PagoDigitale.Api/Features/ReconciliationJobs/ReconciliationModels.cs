using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed record ReconciliationJobModel
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required ReconciliationJobState State { get; init; }
    public required ReconciliationScope Scope { get; init; }
    public required ReconciliationCounts Counts { get; init; }
    public required IReadOnlyList<ReconciliationClassCount> Classes { get; init; }
    public required ReconciliationAmounts Amounts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public ReconciliationFailure? Failure { get; init; }
}

public sealed record ReconciliationScope
{
    public string? StatementId { get; init; }
    public string? FlowId { get; init; }
}

public sealed record ReconciliationCounts
{
    public required int Items { get; init; }
    public required int Regular { get; init; }
    public required int Anomalous { get; init; }
}

public sealed record ReconciliationAmounts
{
    public required long TotalCents { get; init; }
    public required long RegularCents { get; init; }
    public required long AnomalousCents { get; init; }
}

public sealed record ReconciliationClassCount
{
    public required ItemClass Class { get; init; }
    public required bool IsRegular { get; init; }
    public required int Count { get; init; }
    public required long AmountCents { get; init; }
}

public sealed record ReconciliationFailure
{
    public required string Code { get; init; }
    public required string Message { get; init; }
    public required string Remedy { get; init; }
}

public sealed record ReconciliationItemModel
{
    public required string Id { get; init; }
    public required ItemClass Class { get; init; }
    public required bool IsRegular { get; init; }
    public required long AmountCents { get; init; }
    public long? DifferenceCents { get; init; }
    public string? Iuv { get; init; }
    public string? NoticeNumber { get; init; }
    public string? FlowId { get; init; }
    public string? PositionId { get; init; }
    public string? ReceiptRecordId { get; init; }
    public string? RendicontazioneId { get; init; }
    public string? MovementId { get; init; }
    public required IReadOnlyList<string> Facts { get; init; }
    public required string Rule { get; init; }
    public required string NextStep { get; init; }
    public required int AgeDays { get; init; }
    public required DateOnly Since { get; init; }
}

public sealed record ReconciliationJobInput
{
    public string? StatementId { get; init; }
    public string? FlowId { get; init; }
    public string? ExternalId { get; init; }
}

public sealed class ReconciliationJobInputValidator : AbstractValidator<ReconciliationJobInput>
{
    public ReconciliationJobInputValidator()
    {
        RuleFor(x => x.FlowId)
            .Length(1, 70)
            .When(x => x.FlowId is not null)
            .WithMessage("must have 1 to 70 characters")
            .Remedy("flow-id-invalid", "Use the identificativoFlusso of the rendicontazione.");
        RuleFor(x => x.ExternalId)
            .Length(1, 128)
            .When(x => x.ExternalId is not null)
            .WithMessage("must have 1 to 128 characters")
            .Remedy("external-id-invalid", "Use your own identifier of at most 128 characters, or leave it out.");
        RuleFor(x => x.ExternalId)
            .Must(id => id is not (JobStateWriter.Automatic or JobStateWriter.BeforeAutomatic))
            .WithMessage("is the name of the run that goes by itself")
            .Remedy("external-id-reserved", "Use another identifier, or leave it out.");
    }
}

public sealed record ReconciliationJobFilter : PageQuery
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "statementId")]
    public string? StatementId { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed record ReconciliationItemFilter : PageQuery
{
    [FromQuery(Name = "class")]
    public string? Class { get; init; }

    [FromQuery(Name = "isRegular")]
    public bool? IsRegular { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }
}
