using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class ReceiptsOfRows(TenantSession session) : IReceiptsOfRows
{
    public async Task<Guid?[]> FindAsync(string[] iurs, string[] iuvs, short?[] transferIndexes, CancellationToken ct)
    {
        var found = new Guid?[iurs.Length];
        var rows = await session.QueryAsync(
            """
            SELECT n.place::int, c.receipt_record_id
            FROM unnest($2::text[], $3::text[], $4::smallint[]) WITH ORDINALITY AS n(iur, iuv, transfer_index, place)
            JOIN receipts c ON c.organization_id = $1 AND c.iur = n.iur AND c.iuv = n.iuv AND c.withdrawn_at IS NULL
              AND EXISTS (SELECT FROM receipt_transfers t
                  WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
                    AND (n.transfer_index IS NULL OR t.transfer_index = n.transfer_index))
            """,
            r => (Place: r.GetInt32(0), Receipt: r.GetGuid(1)),
            ct,
            session.Organization,
            iurs,
            iuvs,
            transferIndexes
        );
        foreach (var (place, receipt) in rows)
            found[place - 1] = receipt;
        return found;
    }

    public async Task<Dictionary<Guid, (string FiscalCode, string Name)>> DebtorsAsync(
        IReadOnlyCollection<Guid> receipts,
        CancellationToken ct
    ) =>
        receipts.Count == 0
            ? []
            : (
                await session.QueryAsync(
                    """
                    SELECT receipt_record_id, debtor_fiscal_code, debtor_name FROM receipts
                    WHERE organization_id = $1 AND receipt_record_id = ANY ($2)
                    """,
                    r => (Id: r.GetGuid(0), Debtor: (r.GetString(1), r.GetString(2))),
                    ct,
                    session.Organization,
                    receipts.ToArray()
                )
            ).ToDictionary(r => r.Id, r => r.Debtor);

    public string IsOfPsp(string receipt, string codes) =>
        $"""
            EXISTS (SELECT FROM receipts c WHERE c.organization_id = $1 AND c.receipt_record_id = {receipt}
                AND (c.psp_id = ANY ({codes}) OR c.psp_fiscal_code = ANY ({codes})))
            """;

    public string OfDebtor(string code, string otherwise) =>
        $"SELECT c.receipt_record_id FROM receipts c WHERE c.organization_id = $1 AND c.debtor_fiscal_code IN ({code}, {otherwise})";
}
