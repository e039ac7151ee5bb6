using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Receipts that rendicontazioni alone prove, as sets: a flow may tell of a hundred thousand payments, and each statement is one for
/// all of them.
/// </summary>
public sealed class ReportedReceiptsWriter(TenantSession session, RowLinks rows, TimeProvider clock)
{
    /// <summary>New ones, with their transfers.</summary>
    /// <returns>Those that were written: one whose identifier a receipt of this moment has is not.</returns>
    public async Task<IReadOnlySet<Guid>> InsertAsync(IReadOnlyList<ReceiptRecord> records, CancellationToken ct)
    {
        if (records.Count == 0)
            return new HashSet<Guid>();
        var written = (
            await session.QueryAsync(
                """
                INSERT INTO receipts (organization_id, receipt_record_id, iur, notice_number, iuv, primary_organization, version,
                    amount_cents, paid_at, application_date, psp_id, psp_name, payment_note, debtor_type, debtor_fiscal_code, debtor_name,
                    description, is_stand_in, classification, position_id, instalment_id, received_at, anomalies, origin)
                SELECT $1, n.id, n.iur, n.notice_number, n.iuv, $1, 'reported',
                    n.amount, n.paid_at, n.applied_on, n.psp_id, n.psp_name, n.note, n.debtor_type, n.debtor_fiscal_code, n.debtor_name,
                    n.description, n.is_stand_in, n.classification, n.position_id, n.instalment_id, $2, '[]', $3
                FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::timestamptz[], $10::date[], $11::text[],
                        $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::boolean[], $19::text[],
                        $20::uuid[], $21::uuid[])
                    AS n(id, iur, notice_number, iuv, amount, paid_at, applied_on, psp_id,
                        psp_name, note, debtor_type, debtor_fiscal_code, debtor_name, description, is_stand_in, classification,
                        position_id, instalment_id)
                ON CONFLICT (organization_id, iur) DO NOTHING RETURNING receipt_record_id
                """,
                r => r.GetGuid(0),
                ct,
                session.Organization,
                clock.GetUtcNow(),
                StateText.Of(ReceiptOrigin.Node),
                records.Select(r => r.Id).ToArray(),
                records.Select(r => r.Iur).ToArray(),
                records.Select(r => r.NoticeNumber).ToArray(),
                records.Select(r => r.Iuv).ToArray(),
                records.Select(r => r.AmountCents).ToArray(),
                records.Select(r => r.PaidAt.ToUniversalTime()).ToArray(),
                records.Select(r => r.ApplicationDate).ToArray(),
                records.Select(r => r.PspId).ToArray(),
                records.Select(r => r.PspName).ToArray(),
                records.Select(r => r.PaymentNote).ToArray(),
                records.Select(r => r.Debtor.Type).ToArray(),
                records.Select(r => r.Debtor.FiscalCode).ToArray(),
                records.Select(r => r.Debtor.Name).ToArray(),
                records.Select(r => r.Description).ToArray(),
                records.Select(r => r.IsStandIn).ToArray(),
                records.Select(r => StateText.Of(r.Classification)).ToArray(),
                records.Select(r => r.PositionId).ToArray(),
                records.Select(r => r.InstalmentId).ToArray()
            )
        ).ToHashSet();
        await InsertTransfersAsync([.. records.Where(r => written.Contains(r.Id)).SelectMany(r => r.Transfers, (r, t) => (r.Id, t))], ct);
        return written;
    }

    /// <summary>More transfers of payments that are here.</summary>
    public async Task AddTransfersAsync(
        IReadOnlyList<(Guid Receipt, IReadOnlyList<ReceiptRecordTransfer> Transfers, ReceiptClassification Classification)> added,
        CancellationToken ct
    )
    {
        if (added.Count == 0)
            return;
        await InsertTransfersAsync([.. added.SelectMany(a => a.Transfers, (a, t) => (a.Receipt, t))], ct);
        await session.ExecuteAsync(
            """
            UPDATE receipts c SET amount_cents = c.amount_cents + n.amount, classification = n.classification
            FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS n(id, amount, classification)
            WHERE c.organization_id = $1 AND c.receipt_record_id = n.id
            """,
            ct,
            session.Organization,
            added.Select(a => a.Receipt).ToArray(),
            added.Select(a => a.Transfers.Sum(t => t.AmountCents)).ToArray(),
            added.Select(a => StateText.Of(a.Classification)).ToArray()
        );
    }

    /// <summary>No current row tells of it any more: it counts for nothing, and says so.</summary>
    public async Task WithdrawAsync(Guid receipt, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            UPDATE receipts SET revoked_at = coalesce(revoked_at, $3), withdrawn_at = $3, withdrawal_reason = $4, withheld_cents = 0
            WHERE organization_id = $1 AND receipt_record_id = $2 AND version = 'reported'
            """,
            ct,
            session.Organization,
            receipt,
            clock.GetUtcNow(),
            ReceiptsTexts.RevisionTellsNoMore.Carried()
        );
        // So that they settle it anew, if it is told of again.
        await rows.UntieAsync(receipt, ct);
    }

    /// <summary>Withdrawn ones that are told of again, maybe with other amounts.</summary>
    public async Task StartAnewAsync(IReadOnlyList<(Guid Receipt, DateTimeOffset PaidAt)> receipts, CancellationToken ct)
    {
        if (receipts.Count == 0)
            return;
        var ids = receipts.Select(r => r.Receipt).ToArray();
        await session.ExecuteAsync(
            "DELETE FROM receipt_transfers WHERE organization_id = $1 AND receipt_record_id = ANY ($2)",
            ct,
            session.Organization,
            ids
        );
        await session.ExecuteAsync(
            """
            UPDATE receipts c SET amount_cents = 0, paid_at = n.paid_at, revoked_at = NULL, withdrawn_at = NULL, withdrawal_reason = NULL
            FROM unnest($2::uuid[], $3::timestamptz[]) AS n(id, paid_at)
            WHERE c.organization_id = $1 AND c.receipt_record_id = n.id
            """,
            ct,
            session.Organization,
            ids,
            receipts.Select(r => r.PaidAt.ToUniversalTime()).ToArray()
        );
    }

    private Task InsertTransfersAsync(List<(Guid Receipt, ReceiptRecordTransfer Transfer)> rows, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban,
                taxonomy_code, remittance_information)
            SELECT $1, n.receipt, n.index, n.beneficiary, n.amount, n.iban, n.taxonomy, n.remittance
            FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
                AS n(receipt, index, beneficiary, amount, iban, taxonomy, remittance)
            """,
            ct,
            session.Organization,
            rows.Select(r => r.Receipt).ToArray(),
            rows.Select(r => (short)r.Transfer.Index).ToArray(),
            rows.Select(r => r.Transfer.Beneficiary).ToArray(),
            rows.Select(r => r.Transfer.AmountCents).ToArray(),
            rows.Select(r => r.Transfer.Iban).ToArray(),
            rows.Select(r => r.Transfer.TaxonomyCode).ToArray(),
            rows.Select(r => r.Transfer.RemittanceInformation).ToArray()
        );
}
