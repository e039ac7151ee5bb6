using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>The rows of a flow as sets: one statement each, whatever their number.</summary>
public sealed class RowsWriter(TenantSession session, IReceiptsOfRows receipts, TimeProvider clock)
{
    private static readonly Posting Reported = PostingRules.Report(1)[0];

    /// <summary>Each row finds its instalment by IUV, and its receipt by IUV, receipt id and a transfer that is ours (SACI chapter 7).</summary>
    public async Task InsertAsync(Guid id, FlowContent flow, CancellationToken ct)
    {
        var rows = flow.Rows;
        var (receiptIds, iuvs) = (rows.Select(r => r.Iur).ToArray(), rows.Select(r => r.Iuv).ToArray());
        var indexes = rows.Select(FlowContent.TransferIndex).ToArray();
        var proofs = await receipts.FindAsync(receiptIds, iuvs, indexes, ct);
        await session.ExecuteAsync(
            """
            INSERT INTO rendicontazione_rows (organization_id, rendicontazione_id, row_index, iuv, receipt_id, transfer_index, amount_cents, outcome_code, payment_date,
                instalment_id, receipt_record_id)
            SELECT $1, $2, n.row_index, n.iuv, n.receipt_id, n.transfer_index, n.amount_cents, n.outcome_code, n.payment_date, i.instalment_id, n.receipt
            FROM unnest($3::int[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::smallint[], $9::date[], $10::uuid[])
                AS n(row_index, iuv, receipt_id, transfer_index, amount_cents, outcome_code, payment_date, receipt)
            LEFT JOIN instalments i ON i.organization_id = $1 AND i.iuv = n.iuv
            """,
            ct,
            session.Organization,
            id,
            rows.Select(r => r.Number).ToArray(),
            iuvs,
            receiptIds,
            indexes,
            flow.AmountsCents,
            rows.Select(FlowContent.OutcomeCode).ToArray(),
            rows.Select(r => r.PaymentDate).ToArray(),
            proofs
        );
    }

    /// <summary>A receiver's flow holds the receiver's shares alone: every row is ours. What was revoked goes back.</summary>
    public Task PostAsync(Guid id, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, reference)
            SELECT $1, {UuidSeries.Sql("$3", "row_number() OVER (ORDER BY w.row_index)")}, $4, $5,
                   CASE WHEN w.amount_cents > 0 THEN $6 ELSE $7 END, CASE WHEN w.amount_cents > 0 THEN $7 ELSE $6 END,
                   abs(w.amount_cents), i.position_id, w.instalment_id, w.transfer_index, $8
            FROM rendicontazione_rows w LEFT JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            WHERE w.organization_id = $1 AND w.rendicontazione_id = $2 AND w.amount_cents <> 0
            """,
            ct,
            session.Organization,
            id,
            UuidSeries.Prefix(clock.GetUtcNow()),
            clock.GetUtcNow(),
            LedgerWriter.Text(Reported.Kind),
            LedgerWriter.Text(Reported.Debit),
            LedgerWriter.Text(Reported.Credit),
            PublicId.Format("rnd", id)
        );

    /// <summary>What was posted for a revision is undone by the same postings the other way round: the ledger is never rewritten.</summary>
    public Task ReverseAsync(Guid id, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, reference)
            SELECT $1, {UuidSeries.Sql(
                "$2",
                "row_number() OVER (ORDER BY posting_id)"
            )}, $3, kind, credit, debit, amount_cents, position_id, instalment_id, transfer_index, reference
            FROM postings WHERE organization_id = $1 AND reference = $4 AND kind = $5
            """,
            ct,
            session.Organization,
            UuidSeries.Prefix(clock.GetUtcNow()),
            clock.GetUtcNow(),
            PublicId.Format("rnd", id),
            LedgerWriter.Text(Reported.Kind)
        );

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
