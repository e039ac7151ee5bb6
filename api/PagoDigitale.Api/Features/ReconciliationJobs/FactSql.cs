using static PagoDigitale.Api.Features.ReconciliationJobs.FactShape;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// The facts of every item a run covers, as one query. $1 organization, $2 statement, $3 flow, $4 today in Italy; without $2
/// and $3 it covers everything not accounted yet, and of what is accounted the payments that somebody still has to look at. Each payment is one item; a flow whose transfer has another amount is one
/// item as a whole, because the difference belongs to no payment in particular.
/// </summary>
public static class FactSql
{
    private const string Columns = """
        amount_cents, difference_cents, iuv, notice_number, flow_id, position_id, instalment_id, receipt_record_id, rendicontazione_id, movement_id,
        since, position_cents, receipt_cents, row_cents, total_cents, movement_cents, reversali, shape
        """;

    private const string IsEverything = "($2::uuid IS NULL AND $3::text IS NULL)";

    /// <summary>What the reversali of the flow, issued on this revision or on earlier ones, have booked; null without any.</summary>
    private const string Booked = """
        (SELECT sum(v.amount_cents)::bigint FROM reversali v JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
         WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND r.is_accounted AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id)
        """;

    /// <summary>A storno took back the money that a reversale says came, and no other has come since.</summary>
    private const string IsTakenBack = """
        (m.movement_id IS NULL AND EXISTS (SELECT FROM reversali v
            JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id
            JOIN bank_movements b ON b.organization_id = $1 AND b.movement_id = v.movement_id AND b.state = 'reversed'
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL))
        """;

    private const string Reversali = """
        (SELECT string_agg(v.year || '/' || v.number, ', ' ORDER BY v.year, v.number) FROM reversali v
         JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
         WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id)
        """;

    /// <summary>Accounted, and then its total, its payments or its movement turned out to be other than the reversale says.</summary>
    private const string IsBookedDifferently = $"""
        (r.is_accounted AND (coalesce({Booked} <> coalesce(m.amount_cents, r.total_amount_cents), false) OR {IsTakenBack}
            OR EXISTS (SELECT FROM jsonb_array_elements(r.anomalies) a WHERE a->>'code' IN ('accounted-amount-changed', 'accounted-payments-changed'))))
        """;

    private const string SumDiffers = "(r.computed_count > 0 AND r.computed_amount_cents <> r.total_amount_cents)";

    /// <summary>The receipt c paid otherwise than owed, and what it brought too much, or for nothing, was not given back or assigned.</summary>
    private const string IsOpenPayment =
        "(c.classification IN ('duplicate-payment', 'amount-mismatch', 'state-mismatch', 'unknown-notice') AND NOT c.is_credit_used AND c.revoked_at IS NULL)";

    /// <summary>A reversale does not settle what is owed back to a payer: otherwise the exception would go when its flow is accounted.</summary>
    private const string HasOpenPayment = $"""
        r.rendicontazione_id IN (SELECT w.rendicontazione_id FROM receipts c
            JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id WHERE c.organization_id = $1 AND {IsOpenPayment})
        """;

    private const string FlowScope = $"""
        r.organization_id = $1 AND r.state <> 'superseded'
        AND (NOT {IsEverything} OR NOT r.is_accounted OR {IsBookedDifferently}) AND ($2::uuid IS NULL OR m.is_of_statement) AND ($3::text IS NULL OR r.flow_id = $3)
        """;

    /// <summary>All that paid out a flow, taken together.</summary>
    private const string FlowsAndMovements = """
        rendicontazioni r LEFT JOIN LATERAL (
            SELECT r.movement_id, sum(l.amount_cents)::bigint AS amount_cents, bool_or(b.statement_id = $2::uuid) AS is_of_statement
            FROM movement_links l JOIN bank_movements b ON b.organization_id = $1 AND b.movement_id = l.movement_id
            WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id HAVING count(*) > 0) m ON true
        """;

    /// <summary>The node's day ends at 13:00 and the money is due on the next working day (SACI chapter 4); weekends are not.</summary>
    private const string Overdue = """
        (r.movement_id IS NULL AND r.regulation_date + CASE extract(isodow FROM r.regulation_date) WHEN 5 THEN 3 WHEN 6 THEN 2 ELSE 1 END < $4)::int
        """;

    private const string Differs = "(m.movement_id IS NOT NULL AND m.amount_cents <> r.total_amount_cents)";

    /// <summary>The receipt c was taken for instalment i after it had been cancelled or replaced.</summary>
    private const string IsAfterRelease = "coalesce(c.classification = 'state-mismatch' AND i.is_released AND c.revoked_at IS NULL AND NOT c.is_credit_used, false)";

    /// <summary>The receipt c settled instalment i with another amount, or with the same one shared in another way.</summary>
    private const string IsPaidDifferently = """
        coalesce((c.classification = 'amount-mismatch' OR (c.classification = 'state-mismatch' AND c.amount_cents <> i.amount_cents)) AND NOT i.is_released
            AND c.revoked_at IS NULL AND NOT (c.is_credit_used AND c.amount_cents > i.amount_cents) AND i.discharged_own_cents + i.discharged_others_cents = 0, false)
        """;

    /// <summary>Nobody has to look for the position of a payment that was given back, or assigned to another notice.</summary>
    private const string IsPositionMissed = "coalesce(c.primary_organization = $1 AND NOT (c.classification = 'unknown-notice' AND c.is_credit_used), false)";

    /// <summary>Instalment i was declared paid, and what came through pagoPA besides was not given back.</summary>
    private const string IsDeclared =
        "(coalesce(i.is_paid_outside_node AND c.revoked_at IS NULL, false) AND NOT coalesce(c.classification = 'duplicate-payment' AND c.is_credit_used, false))";

    private const string PaidLessOwed = "CASE WHEN c.amount_cents <> i.amount_cents THEN c.amount_cents - i.amount_cents END";

    private static readonly string AgreementFlags = $"{IsPaidDifferently}::int * {PaidDifferently} + {IsAfterRelease}::int * {PaidAfterRelease}";

    public static readonly string All = $"""
        SELECT {Columns} FROM ({Rows}) rows
        UNION ALL SELECT {Columns} FROM ({Flows}) flows
        UNION ALL SELECT {Columns} FROM ({Receipts}) receipts
        UNION ALL SELECT {Columns} FROM ({Movements}) movements
        UNION ALL SELECT {Columns} FROM ({Outside}) outside
        """;

    /// <summary>A row again, with the same IUV, receipt and transfer, is the same payment told twice; a revocation is not.</summary>
    private static string Rows => $"""
        WITH scope AS MATERIALIZED (
            SELECT r.rendicontazione_id, r.flow_id, r.total_amount_cents, m.movement_id, m.amount_cents AS movement_cents, {Overdue} AS is_overdue,
                {IsEverything} AND r.is_accounted AS is_settled
            FROM {FlowsAndMovements}
            WHERE ({FlowScope} OR ({IsEverything} AND r.organization_id = $1 AND r.state <> 'superseded' AND r.is_accounted AND {HasOpenPayment}))
              AND NOT {Differs} AND NOT {SumDiffers} AND NOT {IsBookedDifferently}),
        repeated AS (
            SELECT w.receipt_id, w.iuv, w.transfer_index, min((w.rendicontazione_id::text, w.row_index)::text) AS first
            FROM scope JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = scope.rendicontazione_id
            WHERE w.outcome_code <> 3 GROUP BY 1, 2, 3 HAVING count(*) > 1)
        SELECT abs(w.amount_cents) AS amount_cents,
            CASE WHEN w.outcome_code = 3 AND w.receipt_record_id IS NOT NULL THEN -abs(w.amount_cents) WHEN {IsPaidDifferently} THEN {PaidLessOwed} WHEN own.is_other AND NOT {IsAfterRelease} THEN abs(w.amount_cents) - own.cents END AS difference_cents, w.iuv, coalesce(i.notice_number, c.notice_number) AS notice_number, s.flow_id,
            i.position_id, w.instalment_id, w.receipt_record_id, s.rendicontazione_id, s.movement_id, w.payment_date AS since,
            i.amount_cents AS position_cents, c.amount_cents AS receipt_cents, abs(w.amount_cents) AS row_cents, NULL::bigint AS total_cents, s.movement_cents, NULL::text AS reversali,
            {ReportRow} + (w.instalment_id IS NOT NULL)::int * {Position} + (w.receipt_record_id IS NOT NULL)::int * {Receipt} + (s.movement_id IS NOT NULL)::int * {Movement}
            + {IsPositionMissed}::int * {PositionExpected} + s.is_overdue * {MovementOverdue}
            + coalesce(c.classification = 'duplicate-payment' AND NOT c.is_credit_used AND c.revoked_at IS NULL, false)::int * {Duplicate}
            + (d.first IS NOT NULL AND w.outcome_code <> 3 AND d.first <> (w.rendicontazione_id::text, w.row_index)::text)::int * {RepeatedRow}
            + {IsDeclared}::int * {OutsideNode} + {AgreementFlags} + coalesce(own.is_other::int, 0) * {ReportedDifferently}
            + (w.outcome_code <> 3 AND EXISTS (SELECT FROM bank_movements b WHERE b.organization_id = $1 AND b.receipt_record_id = w.receipt_record_id))::int * {TransferredSingly}
            + (w.outcome_code + 1) * {Outcome} AS shape
        FROM scope s
        JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = s.rendicontazione_id
        LEFT JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
        LEFT JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
        LEFT JOIN LATERAL (
            SELECT sum(t.amount_cents)::bigint AS cents, sum(t.amount_cents) <> abs(w.amount_cents) AND NOT bool_or(t.amount_cents = abs(w.amount_cents)) AS is_other
            FROM receipt_transfers t
            WHERE t.organization_id = $1 AND t.receipt_record_id = w.receipt_record_id AND t.beneficiary = $1
              AND (w.transfer_index IS NULL OR t.transfer_index = w.transfer_index)) own ON true
        LEFT JOIN repeated d ON d.receipt_id = w.receipt_id AND d.iuv = w.iuv AND d.transfer_index IS NOT DISTINCT FROM w.transfer_index
        WHERE NOT s.is_settled OR {IsOpenPayment}
        """;

    private static string Flows => $"""
        SELECT r.total_amount_cents AS amount_cents, CASE
                WHEN {IsBookedDifferently} AND {IsTakenBack} THEN -{Booked} WHEN {IsBookedDifferently} THEN nullif(coalesce(m.amount_cents, r.total_amount_cents) - {Booked}, 0)
                WHEN {Differs} THEN m.amount_cents - r.total_amount_cents
                WHEN {SumDiffers} THEN r.total_amount_cents - r.computed_amount_cents END AS difference_cents, NULL::text AS iuv, NULL::text AS notice_number,
            r.flow_id, NULL::uuid AS position_id, NULL::uuid AS instalment_id, NULL::uuid AS receipt_record_id, r.rendicontazione_id, m.movement_id, r.regulation_date AS since,
            NULL::bigint AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents, r.total_amount_cents AS total_cents, m.amount_cents AS movement_cents,
            CASE WHEN {IsBookedDifferently} THEN {Reversali} END AS reversali,
            {ReportRow} + {WholeFlow} + (m.movement_id IS NOT NULL)::int * {Movement} + {Overdue} * {MovementOverdue} + {Differs}::int * {AmountDiffers}
            + ({SumDiffers} AND NOT {Differs})::int * {SumWrong} + {IsBookedDifferently}::int * {AccountedDifferently} AS shape
        FROM {FlowsAndMovements}
        WHERE {FlowScope} AND ({Differs} OR {SumDiffers} OR {IsBookedDifferently} OR r.computed_count = 0)
        """;

    /// <summary>Our shares of receipts that no current rendicontazione reports.</summary>
    private static string Receipts => $"""
        SELECT t.amount_cents, CASE WHEN {IsPaidDifferently} THEN {PaidLessOwed} END AS difference_cents, c.iuv, coalesce(i.notice_number, c.notice_number) AS notice_number, NULL::text AS flow_id,
            i.position_id, c.instalment_id, c.receipt_record_id, NULL::uuid AS rendicontazione_id, m.movement_id, (c.paid_at AT TIME ZONE 'Europe/Rome')::date AS since,
            i.amount_cents AS position_cents, c.amount_cents AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents, m.amount_cents AS movement_cents, NULL::text AS reversali,
            {Receipt} + (i.instalment_id IS NOT NULL)::int * {Position} + (m.movement_id IS NOT NULL)::int * ({Movement} + {KindIuv}) + {IsPositionMissed}::int * {PositionExpected}
            + (c.classification = 'duplicate-payment' AND NOT c.is_credit_used)::int * {Duplicate} + {IsDeclared}::int * {OutsideNode} + {AgreementFlags} AS shape
        FROM receipts c
        JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
        LEFT JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
        LEFT JOIN bank_movements m ON m.organization_id = $1 AND m.receipt_record_id = c.receipt_record_id
        WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND $3::text IS NULL AND ($2::uuid IS NULL OR m.statement_id = $2)
          AND NOT EXISTS (SELECT FROM rendicontazione_rows w JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
              WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index)
        """;

    /// <summary>Movements that speak of pagoPA and explain nothing yet, debits among them when they say what for. A second credit for what another one paid out is a repetition.</summary>
    private static string Movements => $"""
        SELECT abs(m.amount_cents) AS amount_cents, NULL::bigint AS difference_cents, CASE WHEN m.reference_kind = 'iuv' THEN m.reference_value END AS iuv, NULL::text AS notice_number,
            CASE WHEN m.reference_kind = 'flow' THEN m.reference_value END AS flow_id, NULL::uuid AS position_id, NULL::uuid AS instalment_id, own.receipt_record_id,
            NULL::uuid AS rendicontazione_id, m.movement_id, m.accounting_date AS since, NULL::bigint AS position_cents, own.cents AS receipt_cents, NULL::bigint AS row_cents,
            NULL::bigint AS total_cents, m.amount_cents AS movement_cents, NULL::text AS reversali,
            {Movement} + coalesce((m.reference_kind = 'flow')::int, 0) * {KindFlow} + coalesce((m.reference_kind = 'iuv')::int, 0) * {KindIuv}
            + (own.receipt_record_id IS NOT NULL)::int * {Receipt} + coalesce((own.cents <> m.amount_cents)::int, 0) * {AmountDiffers}
            + coalesce((own.cents = m.amount_cents AND own.is_brought) OR named.is_paid_out, false)::int * {RepeatedMovement} + (m.amount_cents < 0)::int * {Debit}
            + (EXISTS (SELECT FROM movement_proposals p WHERE p.organization_id = $1 AND p.movement_id = m.movement_id))::int * {Proposed}
            + (named.is_paid_out IS NOT NULL OR coalesce(own.cents = m.amount_cents AND NOT own.is_brought AND own.is_reported, false))::int * {KnownReference} AS shape
        FROM bank_movements m
        LEFT JOIN LATERAL (
            SELECT bool_or(r.movement_id IS NOT NULL AND r.total_amount_cents = m.amount_cents) AS is_paid_out FROM rendicontazioni r
            WHERE m.reference_kind = 'flow' AND r.organization_id = $1 AND r.state <> 'superseded' AND r.flow_key = m.reference_key) named ON true
        LEFT JOIN LATERAL (
            SELECT c.receipt_record_id, sum(t.amount_cents)::bigint AS cents,
                EXISTS (SELECT FROM bank_movements b WHERE b.organization_id = $1 AND b.receipt_record_id = c.receipt_record_id)
                OR EXISTS (SELECT FROM rendicontazione_rows w JOIN rendicontazioni f USING (organization_id, rendicontazione_id)
                    WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND f.state <> 'superseded' AND f.movement_id IS NOT NULL) AS is_brought,
                EXISTS (SELECT FROM rendicontazione_rows w JOIN rendicontazioni f USING (organization_id, rendicontazione_id)
                    WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND f.state <> 'superseded') AS is_reported
            FROM receipts c JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
            WHERE m.reference_kind = 'iuv' AND c.organization_id = $1 AND c.iuv = m.reference_value AND c.version NOT IN ('outside', 'assigned')
            GROUP BY c.receipt_record_id ORDER BY (sum(t.amount_cents) = m.amount_cents) DESC, c.receipt_record_id LIMIT 1) own ON true
        WHERE m.organization_id = $1 AND m.state = 'unmatched' AND m.is_pago_pa AND (m.amount_cents > 0 OR m.reference_kind IS NOT NULL)
          AND ($2::uuid IS NULL OR m.statement_id = $2) AND ($3::text IS NULL OR (m.reference_kind = 'flow' AND m.reference_key = upper($3 COLLATE "C")))
        """;

    private static string Outside => $"""
        SELECT coalesce(i.paid_cents, i.amount_cents) AS amount_cents, NULL::bigint AS difference_cents, i.iuv, i.notice_number, NULL::text AS flow_id,
            i.position_id, i.instalment_id, i.receipt_record_id, NULL::uuid AS rendicontazione_id, NULL::uuid AS movement_id,
            (coalesce(i.paid_at, $4::timestamp AT TIME ZONE 'Europe/Rome') AT TIME ZONE 'Europe/Rome')::date AS since,
            i.amount_cents AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents, NULL::bigint AS movement_cents, NULL::text AS reversali,
            {Position} + {OutsideNode} AS shape
        FROM instalments i
        WHERE i.organization_id = $1 AND i.is_paid_outside_node AND {IsEverything}
        """;
}
