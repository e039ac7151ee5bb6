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

public sealed class ReceiptQueries(TenantSession session, PayerCreditQueries credits)
{
    public async Task<Outcome<Page<ReceiptModel>>> ListAsync(ReceiptFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryState<ReceiptClassification>(filter.Classification, "classification", out _) is { } unclassified)
            return unclassified;
        if (QueryValue.TryState<ReceiptOrigin>(filter.Origin, "origin", out _) is { } unknown)
            return unknown;
        var where = ConditionsOf(filter, after);
        var rows = await session.QueryAsync(
            $"""
            SELECT {ReceiptRow.Columns} FROM {ReceiptRow.Source} WHERE {where} ORDER BY receipt_record_id DESC LIMIT {filter.Limit + 1}
            """,
            ReceiptRow.Read,
            ct,
            where.Values
        );
        var transfers = await TransfersAsync([.. rows.Take(filter.Limit).Select(r => r.Id)], ct);
        Guid[] shown = [.. rows.Take(filter.Limit).Select(r => r.Id)];
        var (owed, uses) = (await credits.OfAsync(shown, ct), await credits.UsesAsync(shown, ct));
        return Page<ReceiptModel>.Of(rows, filter.Limit, r => Whole(r, transfers, owed, uses), r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<ReceiptModel>> ReadAsync(string receipt, CancellationToken ct)
    {
        if (!PublicId.TryParse(receipt, ReceiptRow.Prefix, out var id))
            return ApiError.NotFound("Receipt", receipt);
        var rows = await session.QueryAsync(
            $"SELECT {ReceiptRow.Columns} FROM {ReceiptRow.Source} WHERE organization_id = $1 AND receipt_record_id = $2",
            ReceiptRow.Read,
            ct,
            session.Organization,
            id
        );
        if (rows.Count == 0)
            return ApiError.NotFound("Receipt", receipt);
        return Whole(rows[0], await TransfersAsync([id], ct), await credits.OfAsync([id], ct), await credits.UsesAsync([id], ct));
    }

    private static ReceiptModel Whole(
        (Guid Id, ReceiptModel Receipt) row,
        ILookup<Guid, ReceiptTransferModel> transfers,
        Dictionary<Guid, long> owed,
        ILookup<Guid, PayerCreditUse> uses
    ) =>
        row.Receipt with
        {
            Transfers = [.. transfers[row.Id]],
            PayerCreditCents = owed.GetValueOrDefault(row.Id),
            PayerCreditUses = uses.Contains(row.Id) ? [.. uses[row.Id]] : null,
        };

    private Conditions ConditionsOf(ReceiptFilter filter, Guid? after)
    {
        var where = new Conditions("organization_id = $1", session.Organization)
            .And("receipt_record_id < ?", after)
            .And("paid_at >= ?", filter.PaidFrom is { } from ? RomeTime.StartOfDay(from) : null)
            .And("paid_at < ?", filter.PaidTo is { } to ? RomeTime.StartOfDay(to.AddDays(1)) : null)
            .And("iuv = ?", filter.Iuv)
            .And("notice_number = ?", filter.NoticeNumber)
            // As it came, which need not be capitals.
            .And("debtor_fiscal_code = ANY (?)", filter.DebtorFiscalCode is { } debtor ? new[] { debtor, debtor.ToUpperInvariant() } : null)
            .And("(psp_id = ANY (?) OR psp_fiscal_code = ANY (?))", filter.PspId is { } psp ? PspCode.Spellings(psp).ToArray() : null)
            .And("classification = ?", filter.Classification)
            // A receipt of a position is one of an instalment of it.
            .And(
                "instalment_id IN (SELECT i.instalment_id FROM door.instalments i WHERE i.organization_id = $1 AND i.position_id = ?)",
                filter.PositionId is { } position
                    ? PublicId.TryParse(position, "pos", out var id)
                        ? id
                        : Guid.Empty
                    : null
            )
            .And("receipt_id = ?", filter.ReceiptId)
            .And("origin = ?", filter.Origin is null or "declaration" ? null : filter.Origin);
        if (filter.Origin is { } origin)
            where.Always(origin == "declaration" ? "version = 'outside'" : "version <> 'outside'");
        // The odd ones are few and have an index of their own.
        if (filter.Classification is not null && filter.Classification != StateText.Of(ReceiptClassification.Regular))
            where.Always("classification <> 'regular'");
        return where;
    }

    /// <summary>The flow of a transfer is the live revision of the rendicontazione that reported it.</summary>
    private async Task<ILookup<Guid, ReceiptTransferModel>> TransfersAsync(Guid[] receipts, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            """
            SELECT t.receipt_record_id, t.transfer_index, t.beneficiary, t.amount_cents, t.iban, t.taxonomy_code, t.remittance_information,
                t.metadata::text,
                (SELECT d.flow_id FROM door.rendicontazione_rows w
                    JOIN door.rendicontazioni d ON d.organization_id = $1 AND d.rendicontazione_id = w.rendicontazione_id
                    WHERE w.organization_id = $1 AND w.receipt_id = r.receipt_id AND w.iuv = r.iuv AND w.transfer_index = t.transfer_index
                        AND d.state <> 'superseded'
                    ORDER BY d.flow_date_time DESC LIMIT 1)
            FROM receipts r
            JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = r.receipt_record_id
            WHERE r.organization_id = $1 AND r.receipt_record_id = ANY ($2)
            ORDER BY t.receipt_record_id, t.transfer_index
            """,
            r =>
                (
                    Receipt: r.GetGuid(0),
                    Transfer: new ReceiptTransferModel
                    {
                        Index = r.GetInt16(1),
                        OrganizationFiscalCode = r.GetString(2),
                        AmountCents = r.GetInt64(3),
                        Iban = r.IsDBNull(4) ? null : r.GetString(4),
                        TaxonomyCode = r.GetString(5),
                        RemittanceInformation = r.GetString(6),
                        Metadata = ReceiptRow.MetadataOf(r.IsDBNull(7) ? null : r.GetString(7)),
                        FlowId = r.IsDBNull(8) ? null : r.GetString(8),
                        IsOwn = r.GetString(2) == session.Organization,
                    }
                ),
            ct,
            session.Organization,
            receipts
        );
        return rows.ToLookup(r => r.Receipt, r => r.Transfer);
    }
}
