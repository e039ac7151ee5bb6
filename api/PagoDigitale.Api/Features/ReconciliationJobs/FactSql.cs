using System.Globalization;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// The facts of every item a run looks at: first the flows, into a table of the transaction, then the items. A run about neither a
/// statement nor a flow covers everything not accounted yet, and of what is accounted the payments that somebody still has to look at. Each
/// payment is one item; a flow whose transfer has another amount is one item as a whole, because the difference belongs to no payment in
/// particular. The same conditions serve a run that looks at everything and one that looks only at what was touched: its items are the
/// same whichever was done (decision 0027).
/// </summary>
public static class FactSql
{
    private const string Columns = """
        kind, subject_id, subject_index, amount_cents, difference_cents, iuv, notice_number, flusso_id, position_id, instalment_id,
            receipt_record_id, rendicontazione_id, movement_id,
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

    /// <summary>As <see cref="HasOpenPayment"/>, asked of a few flows.</summary>
    private const string HasOpenPaymentOfIts = $"""
        EXISTS (SELECT FROM door.rendicontazione_rows w
            LEFT JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
            WHERE w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
              AND (coalesce({IsOpenPayment}, false) OR {IsReceiptMissed} OR {IsNeverPaidOut}))
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
    private static string IsOverdue(string today) =>
        "m.movement_id IS NULL AND r.regulation_date + CASE extract(isodow FROM r.regulation_date) WHEN 5 THEN 3 WHEN 6 THEN 2 "
        + $"ELSE 1 END < {today}";

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
        SELECT 'outside' AS kind, i.instalment_id AS subject_id, 0 AS subject_index, coalesce(i.paid_cents, i.amount_cents) AS amount_cents,
            NULL::bigint AS difference_cents, i.iuv, i.notice_number,
            NULL::text AS flusso_id,
            i.position_id, i.instalment_id, i.receipt_record_id, NULL::uuid AS rendicontazione_id, NULL::uuid AS movement_id,
            (coalesce(i.paid_at, $2::timestamp AT TIME ZONE 'Europe/Rome') AT TIME ZONE 'Europe/Rome')::date AS since,
            i.amount_cents AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents,
            NULL::bigint AS movement_cents, NULL::text AS booked_by,
            {FactShape.Always(Fact.Position | Fact.OutsideNode)} AS shape
        FROM door.instalments i
        WHERE i.organization_id = $1 AND i.is_paid_outside_node
        """;

    private const string TouchedTable =
        "reconciliation_touched (kind text COLLATE \"C\", subject_id uuid, subject_index integer, "
        + "PRIMARY KEY (kind, subject_id, subject_index))";

    private const string CoveredTable =
        "reconciliation_covered (rendicontazione_id uuid PRIMARY KEY, flusso_id text COLLATE \"C\", total_amount_cents bigint, "
        + "computed_count integer, computed_amount_cents bigint, regulation_date date, is_accounted boolean, movement_id uuid, "
        + "movement_cents bigint, is_overdue boolean, booked_cents bigint, booked_by text, is_taken_back boolean, differs boolean, "
        + "sum_differs boolean, is_booked_differently boolean, has_open_payment boolean, is_proposed boolean)";

    private const string FactsTable =
        "reconciliation_facts (kind text COLLATE \"C\", subject_id uuid, subject_index integer, amount_cents bigint, "
        + "difference_cents bigint, iuv text COLLATE \"C\", notice_number text COLLATE \"C\", flusso_id text COLLATE \"C\", "
        + "position_id uuid, instalment_id uuid, receipt_record_id uuid, rendicontazione_id uuid, movement_id uuid, since date, "
        + "position_cents bigint, receipt_cents bigint, row_cents bigint, total_cents bigint, movement_cents bigint, booked_by text, "
        + "shape bigint)";

    /// <summary>
    /// What the statements leave for each other within the transaction. Tables with keys, and not common table expressions: whatever
    /// their number, each row is found by its key, and the plans know how many there are.
    /// </summary>
    public static string Tables =>
        string.Join("; ", new[] { TouchedTable, CoveredTable, FactsTable }.Select(t => $"CREATE TEMPORARY TABLE {t} ON COMMIT DROP"));

    /// <summary>How a test that prepares the statements knows of the tables.</summary>
    public static string TablesTold { get; } =
        string.Join('\n', new[] { TouchedTable, CoveredTable, FactsTable }.Select(t => $"-- temporary: {t}"));

    /// <summary>What a run looks at.</summary>
    private enum Look
    {
        Everything,
        Touched,
        Statement,
        Flow,
        FlowOfStatement,
    }

    private static readonly SqlText[] _flows = [.. Enum.GetValues<Look>().Select(Flows)];
    private static readonly SqlText[] _items = [.. Enum.GetValues<Look>().Select(Items)];

    /// <summary>What a run over everything asks, for who wants to know what it looks for.</summary>
    public static SqlText OfEverything => _items[(int)Look.Everything];

    public static async Task GatherAsync(TenantSession session, RunScope scope, bool isTouched, DateOnly today, CancellationToken ct)
    {
        var look =
            isTouched ? Look.Touched
            : scope.IsEverything ? Look.Everything
            : scope.FlussoId is null ? Look.Statement
            : scope.StatementId is null ? Look.Flow
            : Look.FlowOfStatement;
        object[] about =
        [
            session.Organization,
            .. scope.StatementId is { } statement ? [statement] : Array.Empty<object>(),
            .. scope.FlussoId is { } flow ? [flow] : Array.Empty<object>(),
        ];
        await session.ExecuteAsync(_flows[(int)look], ct, [.. about, today]);
        await session.ExecuteAsync(_items[(int)look], ct, IsOpenOnly(look) ? [.. about, today] : about);
    }

    /// <summary>Statement and flow follow each other in the parameters, where they are given, and the day in Italy follows them.</summary>
    private static string Narrowed(Look look, string byStatement, string byFlow, string touched) =>
        look switch
        {
            Look.Touched => touched,
            Look.Statement => string.Format(CultureInfo.InvariantCulture, byStatement, "$2"),
            Look.Flow => string.Format(CultureInfo.InvariantCulture, byFlow, "$2"),
            Look.FlowOfStatement => string.Format(CultureInfo.InvariantCulture, byStatement, "$2")
                + " "
                + string.Format(CultureInfo.InvariantCulture, byFlow, "$3"),
            _ => "",
        };

    private static bool IsOpenOnly(Look look) => look is Look.Everything or Look.Touched;

    private static SqlText Flows(Look look) =>
        SqlText.Statement(
            typeof(FactSql),
            "FactsOfFlows.sql",
            ("temporary", TablesTold),
            (
                "is_overdue",
                IsOverdue(
                    look switch
                    {
                        Look.FlowOfStatement => "$4",
                        Look.Statement or Look.Flow => "$3",
                        _ => "$2",
                    }
                )
            ),
            (
                "has_open_payment",
                look switch
                {
                    Look.Everything => $"r.is_accounted AND {HasOpenPayment}",
                    Look.Touched => $"r.is_accounted AND {HasOpenPaymentOfIts}",
                    _ => "false",
                }
            ),
            (
                "narrowed",
                Narrowed(
                    look,
                    """
                    AND r.rendicontazione_id IN (SELECT l.rendicontazione_id FROM door.bank_movements x
                        JOIN door.movement_links l ON l.organization_id = $1 AND l.movement_id = x.movement_id
                        WHERE x.organization_id = $1 AND x.statement_id = {0})
                    """,
                    "AND r.flusso_id = {0}",
                    "AND r.rendicontazione_id IN (SELECT n.subject_id FROM reconciliation_touched n WHERE n.kind IN ('row', 'flow'))"
                )
            ),
            ("only_open", IsOpenOnly(look) ? "WHERE NOT is_accounted OR is_booked_differently OR has_open_payment" : "")
        );

    private static SqlText Items(Look look) =>
        SqlText.Statement(
            typeof(FactSql),
            "Facts.sql",
            ("temporary", TablesTold),
            ("columns", Columns),
            ("told", Told(look)),
            ("rows", Rows(look)),
            ("whole_flows", WholeFlows(look)),
            ("receipts", look is Look.Flow or Look.FlowOfStatement ? (object)"" : Receipts(look)),
            ("movements", Movements(look)),
            ("outside", IsOpenOnly(look) ? $"UNION ALL SELECT {Columns} FROM ({_outside} {Outside(look)}) outside" : "")
        );

    private static SqlText Told(Look look) =>
        Part(
            "FactsTold.sql",
            (
                "rows",
                look is Look.Touched
                    ? """
                    FROM reconciliation_touched n
                    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = n.subject_id
                        AND w.row_index = n.subject_index AND n.kind = 'row'
                    JOIN reconciliation_covered f ON f.rendicontazione_id = n.subject_id
                    """
                    : """
                    FROM reconciliation_covered f
                    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = f.rendicontazione_id
                    """
            )
        );

    private static SqlText Rows(Look look) =>
        Part(
            "FactsOfRows.sql",
            ("is_paid_differently", IsPaidDifferently),
            ("paid_less_owed", PaidLessOwed),
            ("shape", _rowShape),
            ("only_open", IsOpenOnly(look) ? $"WHERE NOT w.is_accounted OR {IsOpenPayment} OR {IsReceiptMissed} OR {IsNeverPaidOut}" : "")
        );

    private static SqlText WholeFlows(Look look) =>
        Part(
            "FactsOfWholeFlows.sql",
            ("shape", _wholeFlowShape),
            (
                "narrowed",
                (IsOpenOnly(look) ? "(NOT f.is_accounted OR f.is_booked_differently) AND" : "")
                    + (look is Look.Touched ? $" {IsTouched("flow", "f.rendicontazione_id")} AND" : "")
            )
        );

    private static SqlText Receipts(Look look) =>
        Part(
            "FactsOfReceipts.sql",
            ("columns", Columns),
            ("is_paid_differently", IsPaidDifferently),
            ("paid_less_owed", PaidLessOwed),
            ("shape", _receiptShape),
            ("narrowed", Narrowed(look, "AND m.statement_id = {0}", "", $"AND {IsTouched("receipt", "c.receipt_record_id")}"))
        );

    private static SqlText Movements(Look look) =>
        Part(
            "FactsOfMovements.sql",
            ("shape", _movementShape),
            (
                "narrowed",
                Narrowed(
                    look,
                    "AND m.statement_id = {0}",
                    "AND m.reference_kind = 'flow' AND m.reference_key = upper({0} COLLATE \"C\")",
                    $"AND {IsTouched("movement", "m.movement_id")}"
                )
            )
        );

    private static string Outside(Look look) => look is Look.Touched ? $"AND {IsTouched("instalment", "i.instalment_id")}" : "";

    private static string IsTouched(string kind, string id) =>
        $"{id} IN (SELECT n.subject_id FROM reconciliation_touched n WHERE n.kind = '{kind}')";

    private static SqlText Part(string file, params (string Name, object Sql)[] parts) => SqlText.Part(typeof(FactSql), file, parts);
}
