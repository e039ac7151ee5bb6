using static PagoDigitale.Api.Features.ReconciliationJobs.FactShape;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// The facts of every item a run covers, as one query. $1 organization, $2 today in Italy, then the statement and the flow where the run
/// is about one. A run about neither covers everything not accounted yet, and of what is accounted the payments that somebody still has
/// to look at. Each payment is one item; a flow whose transfer has another amount is one item as a whole, because the difference belongs
/// to no payment in particular.
/// </summary>
public sealed class FactSql(RunScope scope)
{
    private const string Columns = """
        amount_cents, difference_cents, iuv, notice_number, flow_id, position_id, instalment_id, receipt_record_id, rendicontazione_id,
            movement_id,
        since, position_cents, receipt_cents, row_cents, total_cents, movement_cents, reversali, shape
        """;

    /// <summary>Statement and flow follow each other in the parameters, where they are given.</summary>
    private const string Statement = "$3";
    private readonly string _flow = scope.StatementId is null ? "$3" : "$4";

    /// <summary>
    /// The receipt c paid otherwise than owed, and what it brought too much, or for nothing, was not given back or assigned.
    /// </summary>
    private const string IsOpenPayment = """
        (c.classification IN ('duplicate-payment', 'amount-mismatch', 'state-mismatch', 'unknown-notice')
            AND NOT c.is_credit_used AND c.revoked_at IS NULL)
        """;

    /// <summary>The payment of row w is told of by nothing else: its receipt is still missed.</summary>
    private const string IsReceiptMissed = "(w.receipt_record_id IS NULL AND w.outcome_code <> 3)";

    /// <summary>
    /// Row w takes back a payment of which current rows tell less: a revision dropped it, or the PSP never paid it out. No accertamento
    /// says so where its reversale was annulled, so the row stays open though its own flow is accounted.
    /// </summary>
    private const string IsNeverPaidOut = """
        (w.outcome_code = 3 AND (
                SELECT sum(e.amount_cents) FROM door.rendicontazione_rows e
                JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = e.rendicontazione_id
                    AND f.state <> 'superseded'
                WHERE e.organization_id = $1 AND e.receipt_id = w.receipt_id AND e.iuv = w.iuv) < 0
            AND NOT EXISTS (SELECT FROM door.bank_movements b WHERE b.organization_id = $1 AND b.receipt_record_id = w.receipt_record_id))
        """;

    /// <summary>
    /// A reversale settles neither what is owed back to a payer nor a receipt that did not come: otherwise the exception would go when its
    /// flow is accounted, and nothing would tell of it any more.
    /// </summary>
    private const string HasOpenPayment = $"""
        (r.rendicontazione_id IN (SELECT w.rendicontazione_id FROM door.receipts c
            JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
            WHERE c.organization_id = $1 AND {IsOpenPayment})
         OR r.rendicontazione_id IN (SELECT w.rendicontazione_id FROM door.rendicontazione_rows w
            WHERE w.organization_id = $1 AND {IsReceiptMissed})
         OR r.rendicontazione_id IN (SELECT w.rendicontazione_id FROM door.rendicontazione_rows w
            WHERE w.organization_id = $1 AND {IsNeverPaidOut}))
        """;

    /// <summary>The node's day ends at 13:00 and the money is due on the next working day (SACI chapter 4); weekends are not.</summary>
    private const string IsOverdue =
        "m.movement_id IS NULL AND r.regulation_date + CASE extract(isodow FROM r.regulation_date) WHEN 5 THEN 3 WHEN 6 THEN 2 "
        + "ELSE 1 END < $2";

    /// <summary>The receipt c was taken for instalment i after it had been cancelled or replaced.</summary>
    private const string IsAfterRelease =
        "coalesce(c.classification = 'state-mismatch' AND i.is_released AND c.revoked_at IS NULL AND NOT c.is_credit_used, false)";

    /// <summary>The receipt c settled instalment i with another amount, or with the same one shared in another way.</summary>
    private const string IsPaidDifferently = """
        coalesce((c.classification = 'amount-mismatch' OR (c.classification = 'state-mismatch' AND c.amount_cents <> i.amount_cents))
            AND NOT i.is_released AND c.revoked_at IS NULL AND NOT (c.is_credit_used AND c.amount_cents > i.amount_cents)
            AND i.discharged_own_cents + i.discharged_others_cents = 0, false)
        """;

    /// <summary>Nobody has to look for the position of a payment that was given back, or assigned to another notice.</summary>
    private const string IsPositionMissed =
        "coalesce(c.primary_organization = $1 AND NOT (c.classification = 'unknown-notice' AND c.is_credit_used), false)";

    /// <summary>Instalment i was declared paid, and what came through pagoPA besides was not given back.</summary>
    private const string IsDeclared = """
        (coalesce(i.is_paid_outside_node AND c.revoked_at IS NULL, false)
            AND NOT coalesce(c.classification = 'duplicate-payment' AND c.is_credit_used, false))
        """;

    private const string PaidLessOwed = "nullif(c.amount_cents - c.withheld_cents - i.amount_cents, 0)";

    private static readonly string AgreementFlags =
        $"{IsPaidDifferently}::int * {PaidDifferently} + {IsAfterRelease}::int * {PaidAfterRelease}";

    public string Query =>
        $"""
            WITH covered AS MATERIALIZED ({Flows}), told AS ({Told})
            SELECT {Columns} FROM ({Rows}) rows
            UNION ALL SELECT {Columns} FROM ({WholeFlows}) whole_flows
            {(scope.FlowId is null ? $"UNION ALL SELECT {Columns} FROM ({Receipts}) receipts" : "")}
            UNION ALL SELECT {Columns} FROM ({Movements}) movements
            {(scope.IsEverything ? $"UNION ALL SELECT {Columns} FROM ({Outside}) outside" : "")}
            """;

    public object[] Values(string organization, DateOnly today) =>
        [
            organization,
            today,
            .. scope.StatementId is { } statement ? [statement] : Array.Empty<object>(),
            .. scope.FlowId is { } flow ? [flow] : Array.Empty<object>(),
        ];

    /// <summary>
    /// The flows of the run with all that paid them out, taken together, and what their reversali have booked, issued on this revision or
    /// on earlier ones. Booked differently: accounted, and then its total, its payments or its movement turned out to be other than the
    /// reversale says; or a storno took back the money that it says came, and no other has come since.
    /// </summary>
    private string Flows =>
        $"""
        SELECT * FROM (
            SELECT r.rendicontazione_id, r.flow_id, r.total_amount_cents, r.computed_count, r.computed_amount_cents, r.regulation_date,
                r.is_accounted,
                m.movement_id, m.amount_cents AS movement_cents, ({IsOverdue})::int AS is_overdue, b.booked_cents, b.reversali,
                m.movement_id IS NULL AND coalesce(b.has_reversed, false) AS is_taken_back,
                m.movement_id IS NOT NULL AND m.amount_cents <> r.total_amount_cents AS differs,
                r.computed_count > 0 AND r.computed_amount_cents <> r.total_amount_cents AS sum_differs,
                r.is_accounted AND (coalesce(b.booked_cents <> coalesce(m.amount_cents, r.total_amount_cents), false)
                    OR (m.movement_id IS NULL AND coalesce(b.has_reversed, false))
                    OR EXISTS (SELECT FROM jsonb_array_elements(r.anomalies) a
                        WHERE a->>'code' IN ('accounted-amount-changed', 'accounted-payments-changed'))) AS is_booked_differently,
                {(scope.IsEverything ? $"r.is_accounted AND {HasOpenPayment}" : "false")} AS has_open_payment,
                (r.movement_id IS NULL AND EXISTS (SELECT FROM door.movement_proposals p
                    JOIN door.bank_movements x ON x.organization_id = $1 AND x.movement_id = p.movement_id
                    WHERE p.organization_id = $1 AND p.rendicontazione_id = r.rendicontazione_id
                        AND x.amount_cents = r.total_amount_cents))::int AS is_proposed
            FROM door.rendicontazioni r
            LEFT JOIN LATERAL (
                SELECT r.movement_id, sum(l.amount_cents)::bigint AS amount_cents FROM door.movement_links l
                WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id HAVING count(*) > 0) m ON true
            LEFT JOIN LATERAL (
                SELECT sum(v.amount_cents)::bigint AS booked_cents, bool_or(x.state = 'reversed') AS has_reversed,
                    string_agg(v.year || '/' || v.number, ', ' ORDER BY v.year, v.number) AS reversali
                FROM door.rendicontazioni o
                JOIN door.reversali v ON v.organization_id = $1 AND v.rendicontazione_id = o.rendicontazione_id AND v.annulled_at IS NULL
                LEFT JOIN door.bank_movements x ON x.organization_id = $1 AND x.movement_id = v.movement_id
                WHERE r.is_accounted AND o.organization_id = $1 AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id) b ON true
            WHERE r.organization_id = $1 AND r.state <> 'superseded'{(scope.FlowId is null ? "" : $" AND r.flow_id = {_flow}")}
            {(scope.StatementId is null ? "" : $"""
                AND r.rendicontazione_id IN (SELECT l.rendicontazione_id FROM bank_movements x
                    JOIN movement_links l ON l.organization_id = $1 AND l.movement_id = x.movement_id
                    WHERE x.organization_id = $1 AND x.statement_id = {Statement})
                """)}) f
        {(scope.IsEverything ? "WHERE NOT is_accounted OR is_booked_differently OR has_open_payment" : "")}
        """;

    /// <summary>
    /// The rows of flows that agree. A row again, with the same IUV, receipt and transfer, is the same payment told twice; a revocation is
    /// not.
    /// </summary>
    private const string Told = """
        SELECT f.flow_id, f.movement_id, f.movement_cents, f.is_overdue, f.is_accounted, f.is_proposed,
            w.rendicontazione_id, w.iuv, w.transfer_index, abs(w.amount_cents) AS cents, w.outcome_code, w.payment_date, w.instalment_id,
            w.receipt_id, w.receipt_record_id,
            w.outcome_code <> 3 AND row_number() OVER (
                PARTITION BY w.receipt_id, w.iuv, w.transfer_index, w.outcome_code = 3
                    ORDER BY w.rendicontazione_id, w.row_index) > 1 AS is_repeated
        FROM covered f JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = f.rendicontazione_id
        WHERE NOT f.differs AND NOT f.sum_differs AND NOT f.is_booked_differently
        """;

    private string Rows =>
        $"""
            SELECT w.cents AS amount_cents,
                CASE WHEN w.outcome_code = 3 AND w.receipt_record_id IS NOT NULL THEN -w.cents WHEN own.is_other THEN w.cents - own.cents
                    WHEN {IsPaidDifferently} THEN {PaidLessOwed} END AS difference_cents,
                w.iuv, coalesce(i.notice_number, c.notice_number) AS notice_number, w.flow_id,
                i.position_id, w.instalment_id, w.receipt_record_id, w.rendicontazione_id, w.movement_id, w.payment_date AS since,
                i.amount_cents AS position_cents, c.amount_cents AS receipt_cents, w.cents AS row_cents, NULL::bigint AS total_cents,
                w.movement_cents, NULL::text AS reversali,
                {ReportRow} + (w.instalment_id IS NOT NULL)::int * {Position} + (w.receipt_record_id IS NOT NULL)::int * {Receipt}
                + (w.movement_id IS NOT NULL)::int * {Movement} + {IsPositionMissed}::int * {PositionExpected} + w.is_overdue *
                    {MovementOverdue}
                + coalesce(c.classification = 'duplicate-payment' AND NOT c.is_credit_used
                    AND c.revoked_at IS NULL, false)::int * {Duplicate}
                + w.is_repeated::int * {RepeatedRow} + w.is_proposed * {Proposed}
                + {IsDeclared}::int * {OutsideNode} + {AgreementFlags} + coalesce(own.is_other::int, 0) * {ReportedDifferently}
                + (w.outcome_code <> 3 AND EXISTS (SELECT FROM door.bank_movements b
                    WHERE b.organization_id = $1 AND b.receipt_record_id = w.receipt_record_id))::int * {TransferredSingly}
                + (w.outcome_code + 1) * {Outcome} AS shape
            FROM told w
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            LEFT JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
            LEFT JOIN LATERAL (
                SELECT sum(t.amount_cents)::bigint AS cents, sum(t.amount_cents) <> w.cents
                    AND NOT bool_or(t.amount_cents = w.cents) AS is_other
                FROM door.receipt_transfers t
                WHERE t.organization_id = $1 AND t.receipt_record_id = w.receipt_record_id AND t.beneficiary = $1
                  AND (w.transfer_index IS NULL OR t.transfer_index = w.transfer_index)) own ON true
            {(scope.IsEverything ? $"WHERE NOT w.is_accounted OR {IsOpenPayment} OR {IsReceiptMissed} OR {IsNeverPaidOut}" : "")}
            """;

    private string WholeFlows =>
        $"""
            SELECT f.total_amount_cents AS amount_cents, CASE
                    WHEN f.is_booked_differently AND f.is_taken_back THEN -f.booked_cents
                    WHEN f.is_booked_differently THEN nullif(coalesce(f.movement_cents, f.total_amount_cents) - f.booked_cents, 0)
                    WHEN f.differs THEN f.movement_cents - f.total_amount_cents
                    WHEN f.sum_differs THEN f.total_amount_cents - f.computed_amount_cents END AS difference_cents,
                NULL::text AS iuv, NULL::text AS notice_number,
                f.flow_id, NULL::uuid AS position_id, NULL::uuid AS instalment_id, NULL::uuid AS receipt_record_id, f.rendicontazione_id,
                    f.movement_id,
                f.regulation_date AS since, NULL::bigint AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents,
                f.total_amount_cents AS total_cents, f.movement_cents, CASE WHEN f.is_booked_differently THEN f.reversali END AS reversali,
                {ReportRow} + {WholeFlow} + (f.movement_id IS NOT NULL)::int * {Movement} + f.is_overdue * {MovementOverdue}
                + f.differs::int * {AmountDiffers} + (f.sum_differs
                    AND NOT f.differs)::int * {SumWrong} + f.is_booked_differently::int * {AccountedDifferently}
                + f.is_proposed * {Proposed} AS shape
            FROM covered f
            WHERE {(scope.IsEverything ? "(NOT f.is_accounted OR f.is_booked_differently) AND " : "")}
                (f.differs OR f.sum_differs OR f.is_booked_differently OR f.computed_count = 0)
            """;

    /// <summary>Our shares of receipts that no current rendicontazione reports.</summary>
    private string Receipts =>
        $"""
            SELECT t.amount_cents, CASE WHEN {IsPaidDifferently} THEN {PaidLessOwed} END AS difference_cents, c.iuv,
                coalesce(i.notice_number, c.notice_number) AS notice_number, NULL::text AS flow_id,
                i.position_id, c.instalment_id, c.receipt_record_id, NULL::uuid AS rendicontazione_id, m.movement_id,
                (c.paid_at AT TIME ZONE 'Europe/Rome')::date AS since, i.amount_cents AS position_cents, c.amount_cents AS receipt_cents,
                NULL::bigint AS row_cents, NULL::bigint AS total_cents, m.amount_cents AS movement_cents, NULL::text AS reversali,
                {Receipt} + (i.instalment_id IS NOT NULL)::int * {Position} + (m.movement_id IS NOT NULL)::int * ({Movement} + {KindIuv})
                + {IsPositionMissed}::int * {PositionExpected} + (c.classification = 'duplicate-payment'
                    AND NOT c.is_credit_used)::int * {Duplicate}
                + {IsDeclared}::int * {OutsideNode} + {AgreementFlags} AS shape
            FROM door.receipts c
            JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
            LEFT JOIN door.bank_movements m ON m.organization_id = $1 AND m.receipt_record_id = c.receipt_record_id
            WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND c.withdrawn_at IS NULL{(
                scope.StatementId is null ? "" : $" AND m.statement_id = {Statement}"
            )}
              AND NOT EXISTS (SELECT FROM door.rendicontazione_rows w
                  JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                      AND r.state <> 'superseded'
                  WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
                      AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index)
            """;

    /// <summary>
    /// Movements that speak of pagoPA and explain nothing yet, debits among them when they say what for. A second credit for what another
    /// one paid out is a repetition.
    /// </summary>
    private string Movements =>
        $"""
            SELECT abs(m.amount_cents) AS amount_cents, NULL::bigint AS difference_cents,
                CASE WHEN m.reference_kind = 'iuv' THEN m.reference_value END AS iuv, NULL::text AS notice_number,
                CASE WHEN m.reference_kind = 'flow' THEN m.reference_value END AS flow_id, NULL::uuid AS position_id,
                    NULL::uuid AS instalment_id,
                own.receipt_record_id, NULL::uuid AS rendicontazione_id, m.movement_id, m.accounting_date AS since,
                    NULL::bigint AS position_cents,
                own.cents AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents, m.amount_cents AS movement_cents,
                NULL::text AS reversali,
                {Movement} + coalesce((m.reference_kind = 'flow')::int, 0) * {KindFlow} + coalesce((m.reference_kind = 'iuv')::int,
                    0) * {KindIuv}
                + (own.receipt_record_id IS NOT NULL)::int * {Receipt} + coalesce((own.cents <> m.amount_cents)::int, 0) * {AmountDiffers}
                + coalesce((own.cents = m.amount_cents AND own.is_brought) OR named.is_paid_out, false)::int * {RepeatedMovement}
                + (m.amount_cents < 0)::int * {Debit}
                + (EXISTS (SELECT FROM door.movement_proposals p WHERE p.organization_id = $1
                    AND p.movement_id = m.movement_id))::int * {Proposed}
                + (named.is_paid_out IS NOT NULL
                    OR coalesce(own.cents = m.amount_cents AND NOT own.is_brought
                        AND own.is_reported, false))::int * {KnownReference} AS shape
            FROM door.bank_movements m
            LEFT JOIN LATERAL (
                SELECT bool_or(r.movement_id IS NOT NULL AND r.total_amount_cents = m.amount_cents) AS is_paid_out
                    FROM door.rendicontazioni r
                WHERE m.reference_kind = 'flow' AND r.organization_id = $1 AND r.state <> 'superseded'
                    AND r.flow_key = m.reference_key) named ON true
            LEFT JOIN LATERAL (
                SELECT c.receipt_record_id, sum(t.amount_cents)::bigint AS cents,
                    EXISTS (SELECT FROM door.bank_movements b WHERE b.organization_id = $1 AND b.receipt_record_id = c.receipt_record_id)
                    OR EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni f USING (organization_id,
                        rendicontazione_id)
                        WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND f.state <> 'superseded'
                            AND f.movement_id IS NOT NULL) AS is_brought,
                    EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni f USING (organization_id, rendicontazione_id)
                        WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
                            AND f.state <> 'superseded') AS is_reported
                FROM door.receipts c
                JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
                WHERE m.reference_kind = 'iuv' AND c.organization_id = $1 AND c.iuv = m.reference_value
                    AND c.version NOT IN ('outside', 'assigned')
                GROUP BY c.receipt_record_id ORDER BY (sum(t.amount_cents) = m.amount_cents) DESC, c.receipt_record_id LIMIT 1) own ON true
            WHERE m.organization_id = $1 AND m.state = 'unmatched' AND m.is_pago_pa AND (m.amount_cents > 0 OR m.reference_kind IS NOT NULL)
              {(scope.StatementId is null ? "" : $"AND m.statement_id = {Statement}")}
              {(scope.FlowId is null ? "" : $"AND m.reference_kind = 'flow' AND m.reference_key = upper({_flow} COLLATE \"C\")")}
            """;

    private static readonly string Outside = $"""
        SELECT coalesce(i.paid_cents, i.amount_cents) AS amount_cents, NULL::bigint AS difference_cents, i.iuv, i.notice_number,
            NULL::text AS flow_id,
            i.position_id, i.instalment_id, i.receipt_record_id, NULL::uuid AS rendicontazione_id, NULL::uuid AS movement_id,
            (coalesce(i.paid_at, $2::timestamp AT TIME ZONE 'Europe/Rome') AT TIME ZONE 'Europe/Rome')::date AS since,
            i.amount_cents AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents,
            NULL::bigint AS movement_cents, NULL::text AS reversali,
            {Position} + {OutsideNode} AS shape
        FROM door.instalments i
        WHERE i.organization_id = $1 AND i.is_paid_outside_node
        """;
}
