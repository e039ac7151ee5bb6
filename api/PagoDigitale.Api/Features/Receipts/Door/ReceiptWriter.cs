using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Writes receipts. Those of the node and of payments outside it are never changed but for the classification, which is known
/// once the payment was applied; those that only a rendicontazione proves give way to the node's.
/// </summary>
public sealed class ReceiptWriter(TenantSession session, RowLinks rows, AccertamentoChanges changes, TimeProvider clock)
{
    /// <summary>What the node tells, in the order of <see cref="Told"/>.</summary>
    private const string ToldColumns =
        "version, amount_cents, fee_cents, paid_at, application_date, transfer_date, psp_id, psp_fiscal_code, psp_name, channel, "
        + "payment_method, payment_note, debtor_type, debtor_fiscal_code, debtor_name, payer_type, payer_fiscal_code, payer_name, "
        + "description, is_stand_in, message_id, received_at, anomalies";

    private const string ToldPlaces =
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25";

    /// <summary>
    /// False when this receipt is already here. A repetition that arrives while the first is being taken waits for it: the
    /// unique key decides.
    /// </summary>
    public async Task<bool> InsertAsync(ReceiptRecord r, CancellationToken ct)
    {
        var inserted = await session.ExecuteAsync(
            $"""
            INSERT INTO receipts (organization_id, receipt_record_id, {ToldColumns}, iur, notice_number, iuv,
                primary_organization, classification, position_id, instalment_id, payment_reference, origin, metadata)
            VALUES ($1, $2, {ToldPlaces}, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
            ON CONFLICT (organization_id, iur) DO NOTHING
            """,
            ct,
            [
                session.Organization,
                r.Id,
                .. Told(r),
                r.Iur,
                r.NoticeNumber,
                r.Iuv,
                r.PrimaryOrganization,
                StateText.Of(r.Classification),
                r.PositionId,
                r.InstalmentId,
                r.PaymentReference,
                StateText.Of(r.Origin),
                new NpgsqlParameter { Value = (object?)r.MetadataJson ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            ]
        );
        if (inserted == 0)
            return false;
        await InsertTransfersAsync(r.Id, r.Transfers, ct);
        return true;
    }

    /// <summary>The receipt that is here under this identifier, and whether it tells of the same payment.</summary>
    public async Task<(Guid Id, bool IsSamePayment)> FindAsync(ReceiptRecord r, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT receipt_record_id, notice_number = $3 AND amount_cents = $4 FROM receipts WHERE organization_id = $1
                    AND iur = $2
                """,
                row => (row.GetGuid(0), row.GetBoolean(1)),
                ct,
                session.Organization,
                r.Iur,
                r.NoticeNumber,
                r.AmountCents
            )
        ).Single();

    public async Task ClassifyAsync(
        Guid id,
        ReceiptClassification classification,
        Guid? positionId,
        Guid? instalmentId,
        CancellationToken ct
    )
    {
        await changes.NoteAsync(instalmentId is { } debt ? [debt] : [], ct);
        await session.ExecuteAsync(
            """
            UPDATE receipts SET classification = $3, position_id = $4, instalment_id = $5 WHERE organization_id = $1
                AND receipt_record_id = $2
            """,
            ct,
            session.Organization,
            id,
            StateText.Of(classification),
            positionId,
            instalmentId
        );
    }

    /// <summary>Whether nothing is owed back any more because of what was used.</summary>
    public Task MarkUsedAsync(Guid receipt, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE receipts c SET is_credit_used = coalesce((SELECT u.cents > 0 AND u.cents >= coalesce(
                (SELECT w.cents FROM ({PayerCreditSql.Owed}) w WHERE w.receipt_record_id = $2), 0)
                FROM ({PayerCreditSql.Used}) u WHERE u.receipt_record_id = $2), false)
            WHERE c.organization_id = $1 AND c.receipt_record_id = $2
            """,
            ct,
            session.Organization,
            receipt
        );

    /// <summary>The receipt that a rendicontazione alone made of this very payment, if there is one.</summary>
    public async Task<Guid?> FindReportedAsync(ReceiptRecord r, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT receipt_record_id FROM receipts WHERE organization_id = $1 AND iur = $2 AND notice_number = $3
                AND version = 'reported'
            """,
            row => row.GetGuid(0),
            ct,
            session.Organization,
            r.Iur,
            r.NoticeNumber
        );
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The node's receipt in the place of the one a rendicontazione had made.</summary>
    public async Task ReplaceReportedAsync(ReceiptRecord r, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"""
            UPDATE receipts SET ({ToldColumns}) = ({ToldPlaces}) WHERE organization_id = $1 AND receipt_record_id = $2
            """,
            ct,
            [session.Organization, r.Id, .. Told(r)]
        );
        await session.ExecuteAsync(
            "DELETE FROM receipt_transfers WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            r.Id
        );
        await InsertTransfersAsync(r.Id, r.Transfers, ct);
    }

    /// <summary>Only of a receipt that a rendicontazione alone had made: its rows, which are kept, made it and no person has it.</summary>
    public async Task DeleteReportedAsync(Guid id, CancellationToken ct)
    {
        await rows.UntieAsync(id, ct);
        await session.ExecuteAsync(
            "DELETE FROM receipt_transfers WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            id
        );
        await session.ExecuteAsync(
            "DELETE FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2 AND version = 'reported'",
            ct,
            session.Organization,
            id
        );
    }

    /// <summary>Only of a payment that the organization declared, outside the node or with a credit.</summary>
    public Task WithdrawAsync(Guid id, string reason, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE receipts SET classification = 'withdrawn', withdrawn_at = $3, withdrawal_reason = $4 WHERE organization_id = $1
                AND receipt_record_id = $2 AND version IN ('outside', 'assigned')
            """,
            ct,
            session.Organization,
            id,
            clock.GetUtcNow(),
            reason
        );

    public Task<bool> HasWithdrawnAsync(Guid instalment, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            """
            SELECT EXISTS (SELECT FROM receipts WHERE organization_id = $1 AND instalment_id = $2 AND classification = 'withdrawn'
                AND version = 'outside')
            """,
            ct,
            session.Organization,
            instalment
        );

    private object?[] Told(ReceiptRecord r) =>
        [
            r.Version,
            r.AmountCents,
            r.FeeCents,
            r.PaidAt,
            r.ApplicationDate,
            r.TransferDate,
            r.PspId,
            r.PspFiscalCode,
            r.PspName,
            r.Channel,
            r.PaymentMethod,
            r.PaymentNote,
            r.Debtor.Type,
            r.Debtor.FiscalCode,
            r.Debtor.Name,
            r.Payer?.Type,
            r.Payer?.FiscalCode,
            r.Payer?.Name,
            r.Description,
            r.IsStandIn,
            r.MessageId,
            clock.GetUtcNow(),
            new NpgsqlParameter { Value = JsonSerializer.Serialize(r.Anomalies, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
        ];

    private Task InsertTransfersAsync(Guid id, IReadOnlyList<ReceiptRecordTransfer> transfers, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban,
                taxonomy_code, remittance_information, metadata)
            SELECT $1, $2, n.index, n.beneficiary, n.amount, n.iban, n.taxonomy, n.remittance, n.metadata
            FROM unnest($3::smallint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::jsonb[])
                AS n(index, beneficiary, amount, iban, taxonomy, remittance, metadata)
            """,
            ct,
            session.Organization,
            id,
            transfers.Select(t => (short)t.Index).ToArray(),
            transfers.Select(t => t.Beneficiary).ToArray(),
            transfers.Select(t => t.AmountCents).ToArray(),
            transfers.Select(t => t.Iban).ToArray(),
            transfers.Select(t => t.TaxonomyCode).ToArray(),
            transfers.Select(t => t.RemittanceInformation).ToArray(),
            new NpgsqlParameter
            {
                Value = transfers.Select(t => t.MetadataJson).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
}
