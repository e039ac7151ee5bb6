using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>Reads receipts, and then the transfers of those read and what of them is owed back.</summary>
public sealed class ReceiptRows(TenantSession session, PayerCreditQueries credits)
{
    public async Task<List<(Guid Id, ReceiptModel Receipt)>> FindAsync(string where, object?[] values, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"SELECT {ReceiptRow.Columns} FROM {ReceiptRow.Source} WHERE {where}",
            ReceiptRow.Read,
            ct,
            values
        );
        if (rows.Count == 0)
            return [];
        Guid[] found = [.. rows.Select(r => r.Id)];
        var transfers = await TransfersAsync(found, ct);
        var (owed, uses) = (await credits.OfAsync(found, ct), await credits.UsesAsync(found, ct));
        return [.. rows.Select(r => (r.Id, Whole(r, transfers, owed, uses)))];
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

    /// <summary>The flow of a transfer is the live revision of the rendicontazione that reported it.</summary>
    private async Task<ILookup<Guid, ReceiptTransferModel>> TransfersAsync(Guid[] receipts, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            """
            SELECT t.receipt_record_id, t.transfer_index, t.beneficiary, t.amount_cents, t.iban, t.taxonomy_code, t.remittance_information,
                t.metadata::text,
                (SELECT d.flusso_id FROM door.rendicontazione_rows w
                    JOIN door.rendicontazioni d ON d.organization_id = $1 AND d.rendicontazione_id = w.rendicontazione_id
                    WHERE w.organization_id = $1 AND w.iur = r.iur AND w.iuv = r.iuv AND w.transfer_index = t.transfer_index
                        AND d.state <> 'superseded'
                    ORDER BY d.flusso_date_time DESC LIMIT 1)
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
                        FlussoId = r.IsDBNull(8) ? null : r.GetString(8),
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
