using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// The facts of every item a run covers, as one query. $1 organization, $2 today in Italy, then the statement and the flow where the run
/// is about one. A run about neither covers everything not accounted yet, and of what is accounted the payments that somebody still has
/// to look at. Each payment is one item; a flow whose transfer has another amount is one item as a whole, because the difference belongs
/// to no payment in particular.
/// </summary>
public static class FactSql
{
    private const string Columns = """
        amount_cents, difference_cents, iuv, notice_number, flusso_id, position_id, instalment_id, receipt_record_id, rendicontazione_id,
            movement_id,
        since, position_cents, receipt_cents, row_cents, total_cents, movement_cents, booked_by, shape
        """;

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
                WHERE e.organization_id = $1 AND e.iur = w.iur AND e.iuv = w.iuv) < 0
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

    private static readonly (Fact, string)[] _agreement =
    [
        (Fact.PaidDifferently, IsPaidDifferently),
        (Fact.PaidAfterRelease, IsAfterRelease),
    ];

    private static readonly string _rowShape =
        FactShape.Always(Fact.ReportRow)
        + " + "
        + FactShape.Of([
            (Fact.Position, "w.instalment_id IS NOT NULL"),
            (Fact.Receipt, "w.receipt_record_id IS NOT NULL"),
            (Fact.Movement, "w.movement_id IS NOT NULL"),
            (Fact.PositionExpected, IsPositionMissed),
            (Fact.MovementOverdue, "w.is_overdue"),
            (Fact.Duplicate, "c.classification = 'duplicate-payment' AND NOT c.is_credit_used AND c.revoked_at IS NULL"),
            (Fact.RepeatedRow, "w.is_repeated"),
            (Fact.Proposed, "w.is_proposed"),
            (Fact.OutsideNode, IsDeclared),
            .. _agreement,
            (Fact.ReportedDifferently, "own.is_other"),
            (
                Fact.TransferredSingly,
                "w.outcome_code <> 3 AND EXISTS (SELECT FROM door.bank_movements b WHERE b.organization_id = $1 "
                    + "AND b.receipt_record_id = w.receipt_record_id)"
            ),
        ])
        + " + "
        + FactShape.OutcomeOf("w.outcome_code");

    private static readonly string _wholeFlowShape =
        FactShape.Always(Fact.ReportRow | Fact.WholeFlow)
        + " + "
        + FactShape.Of(
            (Fact.Movement, "f.movement_id IS NOT NULL"),
            (Fact.MovementOverdue, "f.is_overdue"),
            (Fact.AmountDiffers, "f.differs"),
            (Fact.SumWrong, "f.sum_differs AND NOT f.differs"),
            (Fact.AccountedDifferently, "f.is_booked_differently"),
            (Fact.Proposed, "f.is_proposed")
        );

    private static readonly string _receiptShape =
        FactShape.Always(Fact.Receipt)
        + " + "
        + FactShape.Of([
            (Fact.Position, "i.instalment_id IS NOT NULL"),
            (Fact.Movement | Fact.NamesIuv, "m.movement_id IS NOT NULL"),
            (Fact.PositionExpected, IsPositionMissed),
            (Fact.Duplicate, "c.classification = 'duplicate-payment' AND NOT c.is_credit_used"),
            (Fact.OutsideNode, IsDeclared),
            .. _agreement,
        ]);

    private static readonly string _movementShape =
        FactShape.Always(Fact.Movement)
        + " + "
        + FactShape.Of(
            (Fact.NamesFlow, "m.reference_kind = 'flow'"),
            (Fact.NamesIuv, "m.reference_kind = 'iuv'"),
            (Fact.Receipt, "own.receipt_record_id IS NOT NULL"),
            (Fact.AmountDiffers, "own.cents <> m.amount_cents"),
            (Fact.RepeatedMovement, "(own.cents = m.amount_cents AND own.is_brought) OR named.is_paid_out"),
            (Fact.Debit, "m.amount_cents < 0"),
            (
                Fact.Proposed,
                "EXISTS (SELECT FROM door.movement_proposals p WHERE p.organization_id = $1 AND p.movement_id = m.movement_id)"
            ),
            (
                Fact.ReferenceKnown,
                "named.is_paid_out IS NOT NULL OR (own.cents = m.amount_cents AND NOT own.is_brought AND own.is_reported)"
            )
        );

    private static readonly string _outside = $"""
        SELECT coalesce(i.paid_cents, i.amount_cents) AS amount_cents, NULL::bigint AS difference_cents, i.iuv, i.notice_number,
            NULL::text AS flusso_id,
            i.position_id, i.instalment_id, i.receipt_record_id, NULL::uuid AS rendicontazione_id, NULL::uuid AS movement_id,
            (coalesce(i.paid_at, $2::timestamp AT TIME ZONE 'Europe/Rome') AT TIME ZONE 'Europe/Rome')::date AS since,
            i.amount_cents AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents,
            NULL::bigint AS movement_cents, NULL::text AS booked_by,
            {FactShape.Always(Fact.Position | Fact.OutsideNode)} AS shape
        FROM door.instalments i
        WHERE i.organization_id = $1 AND i.is_paid_outside_node
        """;

    private static readonly SqlText[] _kinds =
    [
        Facts(ofStatement: false, ofFlow: false),
        Facts(ofStatement: true, ofFlow: false),
        Facts(ofStatement: false, ofFlow: true),
        Facts(ofStatement: true, ofFlow: true),
    ];

    /// <summary>One of four: the values of a scope are parameters.</summary>
    public static SqlText Of(RunScope scope) => _kinds[(scope.StatementId is null ? 0 : 1) + (scope.FlussoId is null ? 0 : 2)];

    public static object[] Values(RunScope scope, string organization, DateOnly today) =>
        [
            organization,
            today,
            .. scope.StatementId is { } statement ? [statement] : Array.Empty<object>(),
            .. scope.FlussoId is { } flow ? [flow] : Array.Empty<object>(),
        ];

    private static SqlText Facts(bool ofStatement, bool ofFlow)
    {
        var isEverything = !ofStatement && !ofFlow;
        // Statement and flow follow each other in the parameters, where they are given.
        var (statement, flow) = ("$3", ofStatement ? "$4" : "$3");
        return SqlText.Statement(
            typeof(FactSql),
            "Facts.sql",
            ("columns", Columns),
            ("flows", Flows(ofStatement ? statement : null, ofFlow ? flow : null)),
            ("told", Part("FactsTold.sql")),
            ("rows", Rows(isEverything)),
            ("whole_flows", WholeFlows(isEverything)),
            ("receipts", ofFlow ? (object)"" : Receipts(ofStatement ? statement : null)),
            ("movements", Movements(ofStatement ? statement : null, ofFlow ? flow : null)),
            ("outside", isEverything ? $"UNION ALL SELECT {Columns} FROM ({_outside}) outside" : "")
        );
    }

    private static SqlText Flows(string? statement, string? flow)
    {
        var isEverything = statement is null && flow is null;
        return Part(
            "FactsOfFlows.sql",
            ("is_overdue", IsOverdue),
            ("has_open_payment", isEverything ? $"r.is_accounted AND {HasOpenPayment}" : "false"),
            ("of_flow", flow is null ? "" : $"AND r.flusso_id = {flow}"),
            ("of_statement", statement is null ? "" : IsCredited(statement)),
            ("only_open", isEverything ? "WHERE NOT is_accounted OR is_booked_differently OR has_open_payment" : "")
        );
    }

    /// <summary>A movement of the statement pays out flow r.</summary>
    private static string IsCredited(string statement) =>
        $"""
            AND r.rendicontazione_id IN (SELECT l.rendicontazione_id FROM door.bank_movements x
                JOIN door.movement_links l ON l.organization_id = $1 AND l.movement_id = x.movement_id
                WHERE x.organization_id = $1 AND x.statement_id = {statement})
            """;

    private static SqlText Rows(bool isEverything) =>
        Part(
            "FactsOfRows.sql",
            ("is_paid_differently", IsPaidDifferently),
            ("paid_less_owed", PaidLessOwed),
            ("shape", _rowShape),
            ("only_open", isEverything ? $"WHERE NOT w.is_accounted OR {IsOpenPayment} OR {IsReceiptMissed} OR {IsNeverPaidOut}" : "")
        );

    private static SqlText WholeFlows(bool isEverything) =>
        Part(
            "FactsOfWholeFlows.sql",
            ("shape", _wholeFlowShape),
            ("only_open", isEverything ? "(NOT f.is_accounted OR f.is_booked_differently) AND" : "")
        );

    private static SqlText Receipts(string? statement) =>
        Part(
            "FactsOfReceipts.sql",
            ("columns", Columns),
            ("is_paid_differently", IsPaidDifferently),
            ("paid_less_owed", PaidLessOwed),
            ("shape", _receiptShape),
            ("of_statement", statement is null ? "" : $"AND m.statement_id = {statement}")
        );

    private static SqlText Movements(string? statement, string? flow) =>
        Part(
            "FactsOfMovements.sql",
            ("shape", _movementShape),
            ("of_statement", statement is null ? "" : $"AND m.statement_id = {statement}"),
            ("of_flow", flow is null ? "" : $"AND m.reference_kind = 'flow' AND m.reference_key = upper({flow} COLLATE \"C\")")
        );

    private static SqlText Part(string file, params (string Name, object Sql)[] parts) => SqlText.Part(typeof(FactSql), file, parts);
}
