using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>The rows of a flow as sets: one statement each, whatever their number.</summary>
public sealed class RowsWriter(TenantSession session, IReceiptsOfRows receipts, LedgerWriter ledger)
{
    private static readonly Posting Reported = PostingRules.Report(1)[0];

    /// <summary>
    /// Each row finds its instalment by IUV, and its receipt by IUV, receipt id and a transfer that is ours (SACI chapter 7).
    /// </summary>
    public async Task InsertAsync(Guid id, FlowContent flow, CancellationToken ct)
    {
        var rows = flow.Rows;
        var (iurs, iuvs) = (rows.Select(r => r.Iur).ToArray(), rows.Select(r => r.Iuv).ToArray());
        var indexes = rows.Select(FlowContent.TransferIndex).ToArray();
        var proofs = await receipts.FindAsync(iurs, iuvs, indexes, ct);
        await session.ExecuteAsync(
            """
            INSERT INTO rendicontazione_rows (organization_id, rendicontazione_id, row_index, iuv, iur, transfer_index,
                amount_cents, outcome_code, payment_date, instalment_id, receipt_record_id)
            SELECT $1, $2, n.row_index, n.iuv, n.iur, n.transfer_index,
                n.amount_cents, n.outcome_code, n.payment_date, i.instalment_id, n.receipt
            FROM unnest($3::int[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::smallint[], $9::date[], $10::uuid[])
                AS n(row_index, iuv, iur, transfer_index, amount_cents, outcome_code, payment_date, receipt)
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.iuv = n.iuv
            """,
            ct,
            session.Organization,
            id,
            rows.Select(r => r.Number).ToArray(),
            iuvs,
            iurs,
            indexes,
            flow.AmountsCents,
            rows.Select(FlowContent.OutcomeCode).ToArray(),
            rows.Select(r => r.PaymentDate).ToArray(),
            proofs
        );
    }

    /// <summary>A receiver's flow holds the receiver's shares alone: every row is ours. What was revoked goes back.</summary>
    public Task PostAsync(Guid id, CancellationToken ct) =>
        ledger.PostSelectedAsync(
            Reported,
            PublicId.Format("rnd", id),
            """
            SELECT w.row_index AS place, w.amount_cents AS cents, i.position_id, w.instalment_id, w.transfer_index
            FROM rendicontazione_rows w LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            WHERE w.organization_id = $1 AND w.rendicontazione_id = $2 AND w.amount_cents <> 0
            """,
            ct,
            id
        );

    /// <summary>A revision that counts no more has posted nothing in the end.</summary>
    public Task ReverseAsync(Guid id, CancellationToken ct) => ledger.ReverseAsync(PublicId.Format("rnd", id), Reported.Kind, ct);

    /// <summary>The instalments a flow names.</summary>
    public Task<List<Guid>> InstalmentsAsync(Guid id, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT DISTINCT instalment_id FROM rendicontazione_rows
            WHERE organization_id = $1 AND rendicontazione_id = $2 AND instalment_id IS NOT NULL
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            id
        );
}
