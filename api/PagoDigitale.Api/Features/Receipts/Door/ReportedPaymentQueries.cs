using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Finds payments that only rendicontazioni tell of, and those that none tells of any more.</summary>
public sealed class ReportedPaymentQueries(TenantSession session, PaymentOptionWriter options, TimeProvider clock)
{
    /// <summary>
    /// $1 organization, $2 the last day whose stand-in receipts without request are waited for no more, $3 until when the first
    /// rendicontazione that told of a payment with request came, where its receipt is not waited for any more, $4 the flow or the
    /// instalments, if it is one or some.
    /// </summary>
    private static string Unproved(string narrowed) =>
        $"""
            FROM door.rendicontazioni r
            JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
            JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            WHERE r.organization_id = $1 AND r.state <> 'superseded' {narrowed}
              AND w.receipt_record_id IS NULL AND w.instalment_id IS NOT NULL AND w.amount_cents > 0 AND w.outcome_code <> 3
              AND (w.outcome_code = 9 OR (w.outcome_code = 8 AND w.payment_date <= $2) OR (w.outcome_code IN (0, 4)
                  AND (r.received_at <= $3 OR EXISTS (
                  SELECT FROM door.rendicontazione_rows e
                  JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = e.rendicontazione_id
                      AND f.received_at <= $3
                  WHERE e.organization_id = $1 AND e.iur = w.iur AND e.iuv = w.iuv AND e.outcome_code <> 3))))
              AND EXISTS (SELECT FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id
                  AND t.beneficiary = $1)
              AND NOT EXISTS (SELECT FROM receipts c WHERE c.organization_id = $1 AND c.iur = w.iur
                  AND (c.version <> 'reported' OR c.instalment_id IS DISTINCT FROM i.instalment_id))
            """;

    /// <summary>Whether there is one whose receipt was waited for.</summary>
    public Task<bool> HasOverdueAsync(LateReceipts late, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            $"SELECT EXISTS (SELECT 1 {Unproved("")} AND w.outcome_code <> 9)",
            ct,
            session.Organization,
            late.StandInPaidUntil,
            late.ToldUntil
        );

    /// <summary>Their positions are locked: a receipt that comes at this moment waits, or was seen.</summary>
    public async Task<List<ReportedPayment>> UnprovedAsync(
        Guid? flow,
        LateReceipts late,
        CancellationToken ct,
        IReadOnlyCollection<Guid>? instalments = null
    )
    {
        // Nobody narrows both: what a flow told of is looked at whole, what was made just now by its instalments.
        var unproved = Unproved(
            flow is not null ? "AND r.rendicontazione_id = $4"
            : instalments is not null ? "AND w.instalment_id = ANY ($4)"
            : ""
        );
        object?[] values = [session.Organization, late.StandInPaidUntil, late.ToldUntil];
        if (flow is not null || instalments is not null)
            values = [.. values, flow is { } one ? one : instalments!.ToArray()];
        await session.ExecuteAsync(
            $"""
            SELECT 1 FROM door.positions WHERE organization_id = $1 AND position_id IN (SELECT i.position_id {unproved})
                ORDER BY position_id FOR UPDATE
            """,
            ct,
            values
        );
        var rows = await session.QueryAsync(
            $"""
            SELECT w.iur, i.instalment_id, w.transfer_index, w.amount_cents, w.payment_date, w.outcome_code, r.flusso_id, r.psp_id,
                coalesce(r.psp_name, r.psp_id)
            {unproved} ORDER BY r.rendicontazione_id, w.row_index
            """,
            r => new UnprovedRow(
                r.GetString(0),
                r.GetGuid(1),
                r.IsDBNull(2) ? null : r.GetInt16(2),
                r.GetInt64(3),
                r.GetFieldValue<DateOnly>(4),
                r.GetInt16(5),
                r.GetString(6),
                r.GetString(7),
                r.GetString(8)
            ),
            ct,
            values
        );
        if (rows.Count == 0)
            return [];
        var debts = await DebtsAsync([.. rows.Select(r => r.InstalmentId).Distinct()], ct);
        // The money has moved: it pays the payment option that it names, and of two of one position the first.
        if (rows.Select(r => r.InstalmentId).Distinct().Where(i => debts[i].IsAlternative).ToList() is { Count: > 0 } alternatives)
        {
            await options.ChooseAsync(alternatives, ct);
            debts = await DebtsAsync([.. debts.Keys], ct);
        }
        var existing = await ExistingAsync([.. rows.Select(r => r.Iur).Distinct()], ct);
        var payments = new List<ReportedPayment>();
        var owners = new Dictionary<string, Guid>();
        foreach (var group in rows.GroupBy(r => (r.InstalmentId, r.Iur)))
        {
            // One identifier is one payment: rows that give it to two debts leave the second one to a person.
            if (owners.TryGetValue(group.Key.Iur, out var owner) && owner != group.Key.InstalmentId)
                continue;
            owners[group.Key.Iur] = group.Key.InstalmentId;
            var debt = debts[group.Key.InstalmentId];
            var known = existing[group.Key.Iur].ToList();
            var payment = new ReportedPayment(
                debt,
                [.. group],
                known.Count > 0 ? known[0].Receipt : null,
                known.FindAll(k => k.Index is not null).ToDictionary(k => (int)k.Index!, k => k.Cents),
                session.Organization,
                Guid.CreateVersion7(clock.GetUtcNow())
            )
            {
                IsToldAgain = known.Exists(k => k.IsWithdrawn),
                IsRevoked = known.Exists(k => k is { IsRevoked: true, IsWithdrawn: false }),
            };
            if (payment.Added.Count == 0)
                continue;
            payments.Add(payment);
            if (payment is { IsMain: true, IsRevoked: false })
                debts[debt.InstalmentId] = debt with { ReceiptRecordId = payment.Receipt };
        }
        return payments;
    }

    /// <summary>Receipts made by rows of a superseded flow that current rows do not tell of in the same way.</summary>
    public async Task<List<WithdrawnReport>> WithdrawnAsync(Guid superseded, CancellationToken ct)
    {
        var gone = await session.QueryAsync(Withdrawn, r => r.GetGuid(0), ct, session.Organization, superseded);
        if (gone.Count == 0)
            return [];
        // A refund of this moment ends first, and is seen below.
        await session.ExecuteAsync(
            """
            SELECT 1 FROM receipts WHERE organization_id = $1 AND receipt_record_id = ANY ($2) ORDER BY receipt_record_id FOR UPDATE
            """,
            ct,
            session.Organization,
            gone.ToArray()
        );
        return await session.QueryAsync(
            """
            SELECT c.receipt_record_id, c.instalment_id, c.position_id, EXISTS (
                SELECT FROM payer_credit_uses u WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id)
            FROM receipts c WHERE c.organization_id = $1 AND c.receipt_record_id = ANY ($2) AND c.version = 'reported'
            ORDER BY c.receipt_record_id
            """,
            r => new WithdrawnReport(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetBoolean(3)),
            ct,
            session.Organization,
            gone.ToArray()
        );
    }

    private const string Withdrawn = """
        SELECT DISTINCT c.receipt_record_id
        FROM door.rendicontazione_rows w
        JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id AND c.version = 'reported'
        WHERE w.organization_id = $1 AND w.rendicontazione_id = $2
          AND EXISTS (SELECT FROM receipt_transfers t
            WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1 AND NOT EXISTS (
                SELECT FROM door.rendicontazione_rows n
                JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = n.rendicontazione_id
                    AND f.state <> 'superseded'
                WHERE n.organization_id = $1 AND n.iur = c.iur AND n.iuv = c.iuv AND n.outcome_code <> 3
                    AND n.amount_cents = t.amount_cents
                  AND coalesce(n.transfer_index, t.transfer_index) = t.transfer_index))
        """;

    private async Task<Dictionary<Guid, ReportedDebt>> DebtsAsync(Guid[] instalments, CancellationToken ct)
    {
        var transfers = (
            await session.QueryAsync(
                """
                SELECT instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information
                    FROM door.transfers
                WHERE organization_id = $1 AND instalment_id = ANY ($2) ORDER BY instalment_id, transfer_index
                """,
                r =>
                    (
                        Instalment: r.GetGuid(0),
                        Transfer: new ReceiptRecordTransfer(
                            r.GetInt16(1),
                            r.GetString(2),
                            r.GetInt64(3),
                            r.GetString(4),
                            r.GetString(5),
                            r.GetString(6)
                        )
                    ),
                ct,
                session.Organization,
                instalments
            )
        ).ToLookup(t => t.Instalment, t => t.Transfer);
        return (
            await session.QueryAsync(
                """
                SELECT i.instalment_id, i.position_id, i.notice_number, i.iuv, coalesce(i.description, p.description),
                    p.debtor_type, p.debtor_fiscal_code,
                    p.debtor_name, i.is_released, i.receipt_record_id,
                    i.discharged_own_cents, i.discharged_others_cents, i.state
                FROM door.instalments i JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
                WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2)
                """,
                r => new ReportedDebt
                {
                    InstalmentId = r.GetGuid(0),
                    PositionId = r.GetGuid(1),
                    NoticeNumber = r.GetString(2),
                    Iuv = r.GetString(3),
                    Description = r.GetString(4),
                    Debtor = new(r.GetString(5), r.GetString(6), r.GetString(7)),
                    IsReleased = r.GetBoolean(8),
                    IsVoid = r.GetString(12) == StateText.Of(InstalmentState.Void),
                    IsAlternative = PaymentOptions.IsAlternative(StateText.Parse<InstalmentState>(r.GetString(12)), r.GetBoolean(8)),
                    Discharged = new(r.GetInt64(10), r.GetInt64(11)),
                    ReceiptRecordId = r.IsDBNull(9) ? null : r.GetGuid(9),
                    Transfers = [.. transfers[r.GetGuid(0)]],
                },
                ct,
                session.Organization,
                instalments
            )
        ).ToDictionary(d => d.InstalmentId);
    }

    /// <summary>One that was withdrawn covers nothing.</summary>
    private async Task<ILookup<string, Known>> ExistingAsync(string[] iurs, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT c.iur, c.receipt_record_id, t.transfer_index, coalesce(t.amount_cents, 0), c.withdrawn_at IS NOT NULL,
                    c.revoked_at IS NOT NULL
                FROM receipts c
                LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
                    AND t.beneficiary = $1 AND c.withdrawn_at IS NULL
                WHERE c.organization_id = $1 AND c.iur = ANY ($2) AND c.version = 'reported'
                """,
                r =>
                    (
                        Id: r.GetString(0),
                        Known: new Known(
                            r.GetGuid(1),
                            r.IsDBNull(2) ? null : r.GetInt16(2),
                            r.GetInt64(3),
                            r.GetBoolean(4),
                            r.GetBoolean(5)
                        )
                    ),
                ct,
                session.Organization,
                iurs
            )
        ).ToLookup(k => k.Id, k => k.Known);

    private sealed record Known(Guid Receipt, int? Index, long Cents, bool IsWithdrawn, bool IsRevoked);
}
