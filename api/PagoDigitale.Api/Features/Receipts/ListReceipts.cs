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
    private const string Rows = $"FROM {ReceiptRow.Source} WHERE ";

    private const string IsOfDebtor = "debtor_fiscal_code = ANY (?)";

    /// <summary>
    /// Of a debtor, and of who owes a position with another, whom the receipt tells of. Looked up from the code, step by step: of one
    /// person there are few.
    /// </summary>
    private const string IsOwedBy = """
        receipt_record_id = ANY (ARRAY(
            SELECT o.receipt_record_id FROM receipts o WHERE o.organization_id = $1 AND o.debtor_fiscal_code = ANY (?)
            UNION ALL
            SELECT o.receipt_record_id FROM receipts o WHERE o.organization_id = $1 AND o.instalment_id IS NOT NULL
                AND o.instalment_id = ANY (ARRAY(
                    SELECT i.instalment_id FROM door.instalments i WHERE i.organization_id = $1 AND i.position_id = ANY (ARRAY(
                        SELECT c.position_id FROM door.co_debtors c WHERE c.organization_id = $1 AND c.fiscal_code = ANY (?)))))))
        """;

    public async Task<Outcome<Page<ReceiptModel>>> RunAsync(ReceiptFilter filter, CancellationToken ct)
    {
        var order = filter.PaidFrom is null && filter.PaidTo is null ? ListOrder.Newest : ListOrder.Moments;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } error)
            return error;
        if (QueryValue.TryStates<ReceiptClassification>(filter.Classification, "classification") is { } unclassified)
            return unclassified;
        if (QueryValue.TryState<ReceiptOrigin>(filter.Origin, "origin", out _) is { } unknown)
            return unknown;
        var psps = filter.PspId is { } psp ? await PspsAsync(psp, ct) : null;
        var where = ConditionsOf(filter, psps, after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "receipt_record_id"), where.Values, ct);
        return Page<ReceiptModel>.Of(
            await embedding.AddAsync(found, filter.Embed, ct),
            filter.Limit,
            r => r.Receipt,
            r => new Place(order == ListOrder.Moments ? r.Receipt.PaidAt : null, r.Id).ToCursor()
        );
    }

    private Conditions ConditionsOf(ReceiptFilter filter, string[]? psps, Place? after)
    {
        // The odd ones are few and have an index of their own.
        var isOdd = filter.Classification?.Contains(StateText.Of(ReceiptClassification.Regular)) == false;
        var where = new Conditions("organization_id = $1", session.Organization)
            .ByDays("paid_at", filter.PaidFrom, filter.PaidTo, ListOrder.Moments)
            .AndAnyOf(Rows, "classification", isOdd ? filter.Classification : null)
            .AndAnyOf(Rows, "psp_key", psps)
            .And("classification <> 'regular'", isOdd ? isOdd : null)
            .Behind("receipt_record_id", after)
            .And("iuv = ?", filter.Iuv)
            .And("notice_number = ?", filter.NoticeNumber)
            // As it came, which need not be capitals. Who is not known owes alone, and is many.
            .And(
                string.Equals(filter.DebtorFiscalCode, FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase)
                    ? IsOfDebtor
                    : IsOwedBy,
                filter.DebtorFiscalCode is { } debtor ? new[] { debtor, debtor.ToUpperInvariant() } : null
            )
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
            .And("origin = ?", filter.Origin is "node" ? filter.Origin : null);
        // In words, not as a value: each of the seldom ones has an index that holds nothing else.
        return filter.Origin switch
        {
            null => where,
            "declaration" => where.Always("version = 'outside'"),
            "recovered" => where.Always("origin = 'recovered'").Always("version <> 'outside'"),
            "upload" => where.Always("origin = 'upload'").Always("version <> 'outside'"),
            _ => where.Always("version <> 'outside'"),
        };
    }

    /// <summary>
    /// Under which names receipts of this PSP are there: each has an id and mostly a fiscal code, and it may be asked by either. There
    /// are some hundred at most, each found by one look at the index.
    /// </summary>
    private async Task<string[]> PspsAsync(string psp, CancellationToken ct) =>
        [
            .. await session.QueryAsync(
                """
                WITH RECURSIVE known AS (
                    SELECT (SELECT c.psp_key FROM receipts c WHERE c.organization_id = $1 ORDER BY c.psp_key LIMIT 1) AS psp_key
                    UNION ALL
                    SELECT (SELECT c.psp_key FROM receipts c WHERE c.organization_id = $1 AND c.psp_key > k.psp_key
                        ORDER BY c.psp_key LIMIT 1)
                    FROM known k WHERE k.psp_key IS NOT NULL)
                SELECT psp_key FROM known WHERE split_part(psp_key, chr(10), 1) = ANY ($2) OR split_part(psp_key, chr(10), 2) = ANY ($2)
                """,
                r => r.GetString(0),
                ct,
                session.Organization,
                PspCode.Spellings(psp).ToArray()
            ),
        ];
}
