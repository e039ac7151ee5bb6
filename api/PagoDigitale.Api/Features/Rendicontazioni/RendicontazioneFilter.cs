using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneFilter : PageQuery
{
    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }

    [FromQuery(Name = "collectedFrom")]
    public DateOnly? CollectedFrom { get; init; }

    [FromQuery(Name = "collectedTo")]
    public DateOnly? CollectedTo { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), MinLength(2), MaxLength(16)]
    public string? DebtorFiscalCode { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "pspId"), MaxLength(35)]
    public string? PspId { get; init; }

    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "isAccounted")]
    public bool? IsAccounted { get; init; }
}

public sealed record RendicontazioneRowFilter : PageQuery
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }
}
