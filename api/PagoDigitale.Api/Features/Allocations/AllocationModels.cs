using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PagoDigitale.Api.Features.Allocations;

public sealed record AllocationSummary
{
    public required IReadOnlyList<AllocationLine> Items { get; init; }
    public required long TotalCents { get; init; }
    public required long UnallocatedCents { get; init; }
    public required IReadOnlyList<AllocatedPayment> Payments { get; init; }
}

public sealed record AllocationLine
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required string Chapter { get; init; }
    public required string Description { get; init; }
    public required long AmountCents { get; init; }
    public required int PaymentsCount { get; init; }
}

public sealed record AllocatedPayment
{
    public required string Iuv { get; init; }
    public required long AmountCents { get; init; }
    public string? DebtorFiscalCode { get; init; }
    public string? DebtorName { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
}

/// <summary>Exactly one of them is given.</summary>
public sealed record AllocationFilter
{
    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }

    [FromQuery(Name = "day")]
    public DateOnly? Day { get; init; }

    [FromQuery(Name = "reversaleId")]
    public string? ReversaleId { get; init; }
}
