using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record BankStatementFilter : PageQuery
{
    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }

    /// <summary>Part of the file's name.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }
}

public record StatementMovementFilter : PageQuery
{
    [FromQuery(Name = "isPagoPa")]
    public bool? IsPagoPa { get; init; }

    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "dateFrom")]
    public DateOnly? DateFrom { get; init; }

    [FromQuery(Name = "dateTo")]
    public DateOnly? DateTo { get; init; }

    /// <summary>Part of the description.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "amountCents"), Range(typeof(long), "-99999999999", "99999999999")]
    public long? AmountCents { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }

    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }
}

public sealed record MovementFilter : StatementMovementFilter
{
    [FromQuery(Name = "statementId")]
    public string? StatementId { get; init; }
}
