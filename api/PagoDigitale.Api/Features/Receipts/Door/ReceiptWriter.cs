using System.Text.Json;
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

    /// <summary>The same, of what was sent as arrays.</summary>
    private const string ToldRead = $"{ToldColumns}::jsonb";

    private const string ToldArrays =
        "$3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::date[], $8::date[], $9::text[], $10::text[], $11::text[], "
        + "$12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], "
        + "$21::text[], $22::boolean[], $23::uuid[], $24::timestamptz[], $25::text[]";

    private static readonly string InsertSql = $"""
        INSERT INTO receipts (organization_id, receipt_record_id, {ToldColumns}, iur, notice_number, iuv, primary_organization,
            classification, position_id, instalment_id, payment_reference, origin, metadata)
        SELECT $1, receipt_record_id, {ToldRead}, iur, notice_number, iuv, primary_organization, classification, position_id,
            instalment_id, payment_reference, origin, metadata::jsonb
        FROM unnest($2::uuid[], {ToldArrays}, $26::text[], $27::text[], $28::text[], $29::text[], $30::text[], $31::uuid[],
            $32::uuid[], $33::text[], $34::text[], $35::text[]) AS n(receipt_record_id, {ToldColumns}, iur, notice_number, iuv,
            primary_organization, classification, position_id, instalment_id, payment_reference, origin, metadata)
        ON CONFLICT (organization_id, iur) DO NOTHING RETURNING receipt_record_id
        """;

    /// <summary>
    /// False when this receipt is already here. A repetition that arrives while the first is being taken waits for it: the
    /// unique key decides.
    /// </summary>
    public async Task<bool> InsertAsync(ReceiptRecord r, CancellationToken ct) => (await InsertAsync([r], ct)).Contains(r.Id);

    /// <returns>Those that were not here yet.</returns>
    public async Task<IReadOnlySet<Guid>> InsertAsync(IReadOnlyList<ReceiptRecord> records, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var inserted = (
            await session.QueryAsync(
                InsertSql,
                r => r.GetGuid(0),
                ct,
                [
                    session.Organization,
                    records.Select(r => r.Id).ToArray(),
                    .. Told(records, now),
                    records.Select(r => r.Iur).ToArray(),
                    records.Select(r => r.NoticeNumber).ToArray(),
                    records.Select(r => r.Iuv).ToArray(),
                    records.Select(r => r.PrimaryOrganization).ToArray(),
                    records.Select(r => StateText.Of(r.Classification)).ToArray(),
                    records.Select(r => r.PositionId).ToArray(),
                    records.Select(r => r.InstalmentId).ToArray(),
                    records.Select(r => r.PaymentReference).ToArray(),
                    records.Select(r => StateText.Of(r.Origin)).ToArray(),
                    records.Select(r => r.MetadataJson).ToArray(),
                ]
            )
        ).ToHashSet();
        if (inserted.Count > 0)
            await InsertTransfersAsync([.. records.Where(r => inserted.Contains(r.Id))], ct);
        // What pays posts, and is noted by that.
        await changes.NoteAsync(
            [
                .. records
                    .Where(r => inserted.Contains(r.Id) && r.Classification != ReceiptClassification.Regular)
                    .Select(r => r.InstalmentId)
                    .OfType<Guid>(),
            ],
            ct
        );
        return inserted;
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
            UPDATE receipts SET ({ToldColumns}) = (SELECT {ToldRead} FROM unnest({ToldArrays}) AS n({ToldColumns}))
            WHERE organization_id = $1 AND receipt_record_id = $2
            """,
            ct,
            [session.Organization, r.Id, .. Told([r], clock.GetUtcNow())]
        );
        await session.ExecuteAsync(
            "DELETE FROM receipt_transfers WHERE organization_id = $1 AND receipt_record_id = $2",
            ct,
            session.Organization,
            r.Id
        );
        await InsertTransfersAsync([r], ct);
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

    private static object[] Told(IReadOnlyList<ReceiptRecord> records, DateTimeOffset now)
    {
        return
        [
            Of(r => r.Version),
            Of(r => r.AmountCents),
            Of(r => r.FeeCents),
            Of(r => r.PaidAt.ToUniversalTime()),
            Of(r => r.ApplicationDate),
            Of(r => r.TransferDate),
            Of(r => r.PspId),
            Of(r => r.PspFiscalCode),
            Of(r => r.PspName),
            Of(r => r.Channel),
            Of(r => r.PaymentMethod),
            Of(r => r.PaymentNote),
            Of(r => r.Debtor.Type),
            Of(r => r.Debtor.FiscalCode),
            Of(r => r.Debtor.Name),
            Of(r => r.Payer?.Type),
            Of(r => r.Payer?.FiscalCode),
            Of(r => r.Payer?.Name),
            Of(r => r.Description),
            Of(r => r.IsStandIn),
            Of(r => r.MessageId),
            Of(_ => now),
            Of(r => JsonSerializer.Serialize(r.Anomalies, ApiJson.Options)),
        ];

        T[] Of<T>(Func<ReceiptRecord, T> value) => [.. records.Select(value)];
    }

    private Task InsertTransfersAsync(IReadOnlyList<ReceiptRecord> records, CancellationToken ct)
    {
        var transfers = records.SelectMany(r => r.Transfers, (r, t) => (Receipt: r.Id, Transfer: t)).ToList();
        return session.SendAsync(
            """
            INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban,
                taxonomy_code, remittance_information, metadata)
            SELECT $1, n.receipt, n.index, n.beneficiary, n.amount, n.iban, n.taxonomy, n.remittance, n.metadata::jsonb
            FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[])
                AS n(receipt, index, beneficiary, amount, iban, taxonomy, remittance, metadata)
            """,
            ct,
            session.Organization,
            transfers.Select(t => t.Receipt).ToArray(),
            transfers.Select(t => (short)t.Transfer.Index).ToArray(),
            transfers.Select(t => t.Transfer.Beneficiary).ToArray(),
            transfers.Select(t => t.Transfer.AmountCents).ToArray(),
            transfers.Select(t => t.Transfer.Iban).ToArray(),
            transfers.Select(t => t.Transfer.TaxonomyCode).ToArray(),
            transfers.Select(t => t.Transfer.RemittanceInformation).ToArray(),
            transfers.Select(t => t.Transfer.MetadataJson).ToArray()
        );
    }
}
