using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts;

public sealed record MissingReceiptFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "iuv"), MinLength(1), MaxLength(35), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "iur"), MinLength(1), MaxLength(512), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Iur { get; init; }

    [FromQuery(Name = "noticeNumber"), RegularExpression("^[0-9]{18}$"), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "positionId"), RegularExpression("^pos_[0-9a-hjkmnp-tv-z]{26}$"), MaxLength(30)]
    public string? PositionId { get; init; }

    [FromQuery(Name = "pspId"), MinLength(1), MaxLength(35), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? PspId { get; init; }

    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }
}

public sealed class ListMissingReceiptsHandler(TenantSession session, MissingReceiptRows rows)
{
    public async Task<Outcome<Page<MissingReceiptModel>>> RunAsync(MissingReceiptFilter filter, CancellationToken ct)
    {
        var order = filter.PaidFrom is null && filter.PaidTo is null ? ListOrder.Newest : ListOrder.Days;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<MissingReceiptState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("m.organization_id = $1", session.Organization)
            .ByDays("m.paid_on", filter.PaidFrom, filter.PaidTo)
            .And("m.iuv = ?", filter.Iuv)
            .And("m.iur = ?", filter.Iur)
            .And("m.iuv = (SELECT n.iuv FROM door.instalments n WHERE n.organization_id = $1 AND n.notice_number = ?)", filter.NoticeNumber)
            .And(
                "m.iuv = ANY (ARRAY(SELECT n.iuv FROM door.instalments n WHERE n.organization_id = $1 AND n.position_id = ?))",
                filter.PositionId is { } position ? (PublicId.TryParse(position, "pos", out var id) ? id : Guid.Empty) : null
            )
            .AndKeyed("m.psp_id", filter.PspId)
            .AndAnyOf("FROM missing_receipts m WHERE ", "m.state", filter.State)
            .Behind("m.missing_receipt_id", after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "m.missing_receipt_id"), where.Values, ct);
        return Page<MissingReceiptModel>.Of(
            found,
            filter.Limit,
            r => r.Model,
            r => new Place(order == ListOrder.Days ? r.Model.PaidOn : null, r.Id).ToCursor()
        );
    }
}
