using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record ReceiptFilter : PageQuery
{
    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "noticeNumber"), RegularExpression(QueryForm.NoticeNumber)]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), MinLength(2), MaxLength(16)]
    public string? DebtorFiscalCode { get; init; }

    [FromQuery(Name = "pspId"), MinLength(1), MaxLength(35)]
    public string? PspId { get; init; }

    [FromQuery(Name = "classification")]
    public string? Classification { get; init; }

    [FromQuery(Name = "positionId"), RegularExpression("^pos_[0-9a-hjkmnp-tv-z]{26}$"), MaxLength(30)]
    public string? PositionId { get; init; }

    [FromQuery(Name = "receiptId"), MaxLength(512)]
    public string? ReceiptId { get; init; }

    [FromQuery(Name = "origin")]
    public string? Origin { get; init; }
}
