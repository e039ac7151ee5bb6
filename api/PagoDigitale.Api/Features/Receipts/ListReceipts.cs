using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

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

    [CommaSeparated("classification")]
    public string[]? Classification { get; init; }

    [FromQuery(Name = "positionId"), RegularExpression("^pos_[0-9a-hjkmnp-tv-z]{26}$"), MaxLength(30)]
    public string? PositionId { get; init; }

    [FromQuery(Name = "iur"), MaxLength(512)]
    public string? Iur { get; init; }

    [FromQuery(Name = "origin")]
    public string? Origin { get; init; }

    [CommaSeparated(FieldSelection.Parameter)]
    public string[]? Fields { get; init; }

    [CommaSeparated(EmbedsAttribute.Parameter)]
    public string[]? Embed { get; init; }
}

public sealed class ListReceiptsHandler(TenantSession session, ReceiptRows rows, ReceiptEmbedding embedding)
{
    public async Task<Outcome<Page<ReceiptModel>>> RunAsync(ReceiptFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryStates<ReceiptClassification>(filter.Classification, "classification") is { } unclassified)
            return unclassified;
        if (QueryValue.TryState<ReceiptOrigin>(filter.Origin, "origin", out _) is { } unknown)
            return unknown;
        var where = ConditionsOf(filter, after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "receipt_record_id"), where.Values, ct);
        return Page<ReceiptModel>.Of(await embedding.AddAsync(found, filter.Embed, ct), filter.Limit, r => r.Receipt, r => Cursor.Of(r.Id));
    }

    private Conditions ConditionsOf(ReceiptFilter filter, Guid? after)
    {
        // The odd ones are few and have an index of their own.
        var isOdd = filter.Classification?.Contains(StateText.Of(ReceiptClassification.Regular)) == false;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndAnyOf($"FROM {ReceiptRow.Source} WHERE ", "classification", isOdd ? filter.Classification : null)
            .And("classification <> 'regular'", isOdd ? isOdd : null)
            .Behind("receipt_record_id", after)
            .And("paid_at >= ?", filter.PaidFrom is { } from ? RomeTime.StartOfDay(from) : null)
            .And("paid_at < ?", filter.PaidTo is { } to ? RomeTime.StartOfDay(to.AddDays(1)) : null)
            .And("iuv = ?", filter.Iuv)
            .And("notice_number = ?", filter.NoticeNumber)
            // As it came, which need not be capitals.
            .And("debtor_fiscal_code = ANY (?)", filter.DebtorFiscalCode is { } debtor ? new[] { debtor, debtor.ToUpperInvariant() } : null)
            .And("(psp_id = ANY (?) OR psp_fiscal_code = ANY (?))", filter.PspId is { } psp ? PspCode.Spellings(psp).ToArray() : null)
            .And("classification = ANY (?)", isOdd ? null : filter.Classification)
            // A receipt of a position is one of an instalment of it.
            .And(
                "instalment_id IN (SELECT i.instalment_id FROM door.instalments i WHERE i.organization_id = $1 AND i.position_id = ?)",
                filter.PositionId is { } position
                    ? PublicId.TryParse(position, "pos", out var id)
                        ? id
                        : Guid.Empty
                    : null
            )
            .And("iur = ?", filter.Iur)
            .And("origin = ?", filter.Origin is null or "declaration" ? null : filter.Origin);
        if (filter.Origin is { } origin)
            where.Always(origin == "declaration" ? "version = 'outside'" : "version <> 'outside'");
        return where;
    }
}
