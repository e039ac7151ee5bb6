using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>The statements of a chunk. Each works on the whole chunk; <c>BETWEEN</c> keeps the scans of flow_rows short.</summary>
public static class FlowChunkSql
{
    /// <summary>Nobody knows whose the anonymous rows are: each is alone.</summary>
    private const string SameGroup = """
        WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code,
            CASE WHEN debtor_fiscal_code = 'ANONIMO' OR option_index IS NOT NULL THEN row_number END)
        """;

    /// <summary>Of rows that are instalments, what all of their position ask for, where its code is taken.</summary>
    private static string Shapes { get; } =
        $"""
            SELECT external_id, string_agg({TakenSql.ShapeOf("a")}, ' ' ORDER BY a.option_index, a.instalment_index) AS shape
            FROM asked a WHERE option_index IS NOT NULL AND external_id IN (SELECT external_id FROM taken) GROUP BY external_id
            """;

    /// <summary>A position that is issued already is one that is paid at once: so are the rows that may ask for the same.</summary>
    private const string PaidAtOnce = """
        (SELECT * FROM (
            SELECT organization_id, flow_id, row_number, verdict, debtor_fiscal_code, service_code, external_id, option_index, amount_cents,
                due_date, warnings, count(*) OVER (PARTITION BY external_id, option_index) AS instalments
            FROM flow_rows
            WHERE organization_id = $1 AND flow_id = $2 AND row_number BETWEEN $4 AND $5 AND row_number = ANY ($3)) counted
        WHERE option_index IS NULL OR instalments = 1) at_once
        """;

    private static readonly SqlText[] _settleTaken = ForEachKind(SettleTakenOf);
    private static readonly SqlText[] _issued = ForEachKind(IssuedOf);

    public static readonly SqlText RejectOver = SqlText.Statement(
        typeof(FlowChunkSql),
        "RejectOver.sql",
        ("is_past_last_day", PayableSql.IsPastLastDay("r", "$5")),
        ("is_over", PayableSql.IsOver("r", "s", "$5")),
        ("owed_cents", OptionRowsSql.OwedCents),
        ("last_day_passed", MessageSql.Of(FlowVerdictTexts.LastDayPassed)),
        ("give_later_day", MessageSql.Of(FlowVerdictTexts.UploadWithLaterDay)),
        ("due_date_passed", AsSaid(FlowVerdictTexts.DueDatePassedMeanwhileAsSaid, FlowVerdictTexts.DueDatePassedMeanwhile)),
        ("give_later_due_date", AsSaid(FlowVerdictTexts.UploadWithLaterDueDateOrYes, FlowVerdictTexts.UploadWithLaterDueDate))
    );

    /// <summary>Whether a position, or a row that was grouped into one, has any of the codes $2.</summary>
    public const string IsAnyTaken = """
        SELECT EXISTS (SELECT FROM door.positions WHERE organization_id = $1 AND external_id = ANY ($2))
            OR EXISTS (SELECT FROM flow_rows WHERE organization_id = $1 AND is_grouped AND external_id = ANY ($2))
        """;

    /// <summary>Rows whose code a position has taken since the check are left out or rejected: how many of either.</summary>
    public static SqlText SettleTaken(FlowChunkKind kind) => Of(_settleTaken, kind);

    /// <summary>Rows that somebody else has issued since the check, with the notice.</summary>
    public static SqlText Issued(FlowChunkKind kind) => Of(_issued, kind);

    /// <summary>Where row r says itself that it cannot be paid late, and where the service does.</summary>
    private static string AsSaid(Wording byRow, Wording byService) =>
        $"CASE WHEN r.keep_payable_after_due_date = false THEN {MessageSql.Of(byRow)} ELSE {MessageSql.Of(byService)} END";

    private static SqlText[] ForEachKind(Func<FlowChunkKind, SqlText> make) => [.. FlowChunkKind.All.Select(make)];

    private static SqlText Of(SqlText[] statements, FlowChunkKind kind) => statements[FlowChunkKind.All.IndexOf(kind)];

    private static SqlText SettleTakenOf(FlowChunkKind kind) =>
        SqlText.Statement(
            typeof(FlowChunkSql),
            "SettleTaken.sql",
            ("amount", Amount(kind.IsGrouped)),
            ("due_date", DueDate(kind.IsGrouped)),
            ("shapes", kind.HasOptions ? Shapes : "SELECT NULL::text AS external_id, NULL::text AS shape WHERE false"),
            ("same", kind.IsGrouped ? SameGroup : ""),
            ("taken", TakenSql.Found("asked")),
            ("notice", kind.HasOptions ? TakenSql.NoticeOf("t", "a") : "t.notice"),
            ("is_same", TakenSql.IsSame("t", "a", "a.amount_cents", "a.due_date", "h.shape")),
            ("owed_cents", OptionRowsSql.OwedCents),
            ("warnings", IssuedSql.Warnings("j.notice", FlowVerdictTexts.SameDebt, "coalesce(r.warnings, '[]')")),
            ("taken_meanwhile", MessageSql.Of(FlowVerdictTexts.TakenMeanwhile)),
            ("correct_or_change", MessageSql.Of(FlowVerdictTexts.CorrectOrChangeAgain))
        );

    private static SqlText IssuedOf(FlowChunkKind kind) =>
        SqlText.Statement(
            typeof(FlowChunkSql),
            "IssuedMeanwhile.sql",
            ("is_included", IssuedSql.LooksIssued),
            ("rows_asked", kind.HasOptions ? PaidAtOnce : "flow_rows"),
            ("amount", Amount(kind.IsGrouped)),
            ("due_date", DueDate(kind.IsGrouped)),
            ("same", kind.IsGrouped ? $"WINDOW same AS (PARTITION BY {OptionRowsSql.GroupKey})" : ""),
            ("issued", IssuedSql.Found("asked", "AND p.flow_id IS DISTINCT FROM $2")),
            ("alike", IssuedSql.Alike("asked", ("external_id", "text"), ("option_index", "smallint"), ("is_included", "boolean"))),
            (
                "rows",
                kind.IsGrouped
                    ? $"""
                    SELECT row_number, notice
                    FROM (SELECT *, bool_and(notice IS NOT NULL) OVER (PARTITION BY {OptionRowsSql.GroupKey}) AS is_whole
                        FROM found) f
                    WHERE is_whole
                    """
                    : "SELECT row_number, notice FROM found WHERE notice IS NOT NULL"
            )
        );

    private static string Amount(bool isGrouped) => isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents";

    private static string DueDate(bool isGrouped) => isGrouped ? "min(due_date) OVER same" : "due_date";

    public static readonly string ExcludeIssued = $"""
        WITH issued AS (
            UPDATE flow_rows r SET verdict = 'excluded', warnings =
                {IssuedSql.Warnings("n.notice", FlowVerdictTexts.IssuedMeanwhile)}
            FROM unnest($3::int[], $4::text[]) AS n(row_number, notice)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = n.row_number AND r.verdict = 'valid'
            RETURNING {OptionRowsSql.OwedCents} AS amount_cents, jsonb_array_length(r.warnings) = 1 AS is_first),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents,
            (count(*) FILTER (WHERE is_first))::int AS warned FROM issued)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_excluded = f.rows_excluded + m.rows, excluded_cents = f.excluded_cents + m.cents, rows_warned = f.rows_warned + m.warned
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2
        """;

    /// <summary>Between check and confirmation a taxonomy may have been loaded, or the code of a service have ended.</summary>
    public const string RejectUnlisted = $"""
        WITH unlisted AS (
            UPDATE flow_rows r SET verdict = 'rejected', errors = jsonb_build_array(u.fault)
            FROM jsonb_to_recordset($5::jsonb) AS u("serviceCode" text, fault jsonb)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $3 AND $4 AND r.verdict = 'valid'
              AND r.service_code = u."serviceCode"
            RETURNING {OptionRowsSql.OwedCents} AS amount_cents),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM unlisted)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_rejected = f.rows_rejected + m.rows, rejected_cents = f.rejected_cents + m.cents
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows > 0
        RETURNING m.rows
        """;

    private const string Picked = "row_number, debtor_fiscal_code, service_code, external_id, option_index, instalment_index";

    /// <summary>
    /// The next valid rows; when grouped, together with all the others of the same debtors. Of an instalment the others of its position may
    /// be missing still.
    /// </summary>
    public static string Pick(bool isGrouped) =>
        isGrouped
            ? $"""
                WITH heads AS (
                    SELECT DISTINCT debtor_fiscal_code, service_code
                    FROM (
                        SELECT debtor_fiscal_code, service_code FROM flow_rows
                        WHERE organization_id = $1 AND flow_id = $2 AND verdict = 'valid' ORDER BY row_number LIMIT $3) f)
                SELECT {Picked}
                FROM flow_rows r JOIN heads h USING (debtor_fiscal_code, service_code)
                WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.verdict = 'valid' ORDER BY row_number
                """
            : $"""
                SELECT {Picked}
                FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND verdict = 'valid' ORDER BY row_number LIMIT $3
                """;

    /// <summary>The instalments with the external codes $3 that come after row $4: those before are picked.</summary>
    public const string PickOthers = $"""
        SELECT {Picked} FROM flow_rows
        WHERE organization_id = $1 AND flow_id = $2 AND external_id = ANY ($3) AND row_number > $4 AND option_index IS NOT NULL
            AND verdict = 'valid'
        ORDER BY row_number
        """;

    /// <summary>The rows as debts of which positions are made.</summary>
    public const string Draft = $"""
        INSERT INTO {PositionSetWriter.Table} (place, external_id, service_code, unit_code, description, debtor_type, debtor_fiscal_code,
            debtor_name, debtor_address, debtor_email, debtor_pec, amount_cents, due_date, valid_until, accertamento_id, option_index,
            instalment_index, option_kind, option_description, valid_from, keep_payable_after_due_date, request_to_pay)
        SELECT row_number, external_id, service_code, $6::text, description, debtor_type, debtor_fiscal_code,
            debtor_name, debtor_address, debtor_email, debtor_pec, amount_cents, due_date, valid_until, accertamento_id,
            coalesce(option_index, 1), coalesce(instalment_index, 1), option_kind, option_description, valid_from,
            keep_payable_after_due_date, request_to_pay
        FROM flow_rows
        WHERE organization_id = $1 AND flow_id = $2 AND row_number BETWEEN $4 AND $5 AND row_number = ANY ($3) AND verdict = 'valid'
        """;

    /// <summary>Marks the rows with what was made of them, and counts them.</summary>
    public const string Mark = $"""
        WITH generated AS (
            UPDATE flow_rows r SET verdict = 'generated', position_id = n.position_id, instalment_id = n.instalment_id,
                notice_number = n.notice_number, is_grouped = n.is_grouped
            FROM unnest($3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::boolean[])
                AS n(row_number, position_id, instalment_id, notice_number, is_grouped)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $8 AND $9 AND r.row_number = n.row_number
              AND r.verdict = 'valid'
            RETURNING {OptionRowsSql.OwedCents} AS amount_cents),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM generated)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_generated = f.rows_generated + m.rows, generated_cents = f.generated_cents + m.cents
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2
        """;
}
