using System.Text;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// Makes thousands of everything out of what an organization has: each row is copied with identifiers that are a function of its
/// own, so that the copies hang together as the originals do. It asks the catalogue which tables and columns there are: what is
/// added to the schema is multiplied too.
/// </summary>
public static class Crowd
{
    /// <summary>Of which an organization has few, whatever it does; and what is only about how the rows are handled.</summary>
    private static readonly string[] Few =
    [
        "organizations",
        "organization_logos",
        "ibans",
        "stations",
        "connections",
        "units",
        "accertamenti",
        "services",
        "iuv_counters",
        "reversale_counters",
        "activity_anchors",
        "activity_heads",
        "forgotten_events",
        "outbound_turns",
        "flow_staging",
        // What is kept of the postings: made anew of the copies by the job.
        "posting_totals",
        "posting_balances",
        "posting_counts",
        "posting_tail",
        "ledger_proofs",
        "accertamento_balances",
        "accertamento_shares",
        "accertamento_changes",
    ];

    /// <summary>Rows that may be there once.</summary>
    private static readonly Dictionary<string, string> Which = new()
    {
        ["jobs"] = "state = 'done'",
        ["iban_replacements"] = "state NOT IN ('scheduled', 'running')",
        ["events"] = "sequence IS NOT NULL",
        ["activity_log"] = "sequence IS NOT NULL AND method <> 'GET'",
        // An organization has one series of everything, which holds nearly all of its items.
        ["reconciliation_series"] = "false",
    };

    /// <summary>Days that say what is due, not when something happened: the copies are as payable as their originals.</summary>
    private static readonly string[] Lasting = ["due_date", "valid_until", "valid_from", "first_day"];

    /// <summary>Texts that are or hold a key.</summary>
    private static readonly string[] Keys =
    [
        "external_id",
        "idempotency_key",
        "iur",
        "regulation_id",
        "provvisorio",
        "subject_id",
        "resource",
        "reference",
        "reference_value",
        "dedupe_key",
        "name",
        "debtor_name",
        "target",
    ];

    /// <summary>What an event is about: its data leave it out, and it has to be one that the contract knows.</summary>
    private const string Subject =
        "CASE WHEN t.subject_id ~ '^[a-z]+_' THEN left(t.subject_id, -4) || lpad(n::text, 4, '0') ELSE t.subject_id END";

    /// <summary>What the rows name and another organization needs as well.</summary>
    private static readonly string[] Named = ["ibans", "accertamenti", "services", "reconciliation_series"];

    /// <summary>
    /// Copies for another organization are those of a number that no multiplication reaches: some keys are of the whole platform.
    /// </summary>
    private const int Elsewhere = 1_001;

    public static Task MultiplyAsync(PlanServer server, string organization, int times) =>
        CopyAsync(server, organization, organization, 1, times, []);

    /// <summary>Gives another organization, which has nothing yet, as many rows: a first load.</summary>
    public static Task LoadAsync(PlanServer server, string from, string into) => CopyAsync(server, from, into, Elsewhere, Elsewhere, Named);

    private static async Task CopyAsync(PlanServer server, string from, string into, int first, int last, string[] once)
    {
        await server.ExecuteAsync(
            """
            CREATE OR REPLACE FUNCTION copied(id uuid, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
                -- Earlier than the original, by the milliseconds it begins with.
                SELECT (lpad(to_hex(('x' || left(h, 12))::bit(48)::bigint - n * 600000::bigint), 12, '0') || substr(md5(h || n), 13))::uuid
                    FROM replace(id::text, '-', '') h $$
            """
        );
        // How it copies is told to nobody: each call of the function above would be.
        var sql = new StringBuilder("SET session_replication_role = replica; SET auto_explain.log_min_duration = -1;\n");
        var tables = (await ColumnsAsync(server)).GroupBy(c => c.Table).ToList();
        foreach (var table in tables.Where(t => once.Contains(t.Key)))
            sql.Append(
                FormattableString.Invariant(
                    $"""
                    INSERT INTO {table.Key} ({string.Join(", ", table.Select(c => c.Name))})
                    SELECT {string.Join(", ", table.Select(c => c.Name == "organization_id" ? $"'{into}'" : c.Name))} FROM {table.Key}
                    WHERE organization_id = '{from}' ON CONFLICT DO NOTHING;

                    """
                )
            );
        foreach (var table in tables.Where(t => !Few.Contains(t.Key)))
            sql.Append(
                FormattableString.Invariant(
                    $"""
                    INSERT INTO {table.Key} ({string.Join(", ", table.Select(c => c.Name))})
                    SELECT {string.Join(", ", table.Select(c => c.Name == "organization_id" ? $"'{into}'" : Copied(c)))}
                    FROM {table.Key} t, generate_series({first}, {last}) n
                    WHERE organization_id = '{from}' AND {Which.GetValueOrDefault(table.Key, "true")};

                    """
                )
            );
        sql.Append("UPDATE event_numbering SET last_sequence = (SELECT max(sequence) FROM events WHERE sequence IS NOT NULL);");
        await server.ExecuteAsync(sql.ToString());
    }

    private static async Task<List<(string Table, string Name, string Type)>> ColumnsAsync(PlanServer server) =>
        [
            .. from row in await server.QueryAsync<string[]>(
                """
                SELECT ARRAY[c.relname, a.attname, format_type(a.atttypid, NULL)] FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                    AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attgenerated = '' AND a.attidentity = ''
                  AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organization_id')
                ORDER BY c.relname, a.attnum
                """
            )
            select (row[0], row[1], row[2]),
        ];

    private static string Copied((string Table, string Name, string Type) column) =>
        column switch
        {
            { Name: "accertamento_id" } => "t.accertamento_id",
            { Name: "series_id" } => "t.series_id",
            { Type: "uuid" } => $"copied(t.{column.Name}, n)",
            { Type: "timestamp with time zone" } => $"t.{column.Name} - n * interval '10 minutes'",
            { Type: "date" } when !Lasting.Contains(column.Name) => $"t.{column.Name} - n % 300",
            { Type: "bytea", Name: "file_sha256" or "content_sha256" } => $"sha256(t.{column.Name} || n::text::bytea)",
            { Name: "subject_hash" } => $"hashtext({Subject})",
            { Table: "events", Name: "subject_id" } => Subject,
            { Name: "sequence" } => "t.sequence + n * 10000000::bigint",
            { Table: "reversali", Name: "number" } => "t.number + n * 1000",
            { Name: "notice_number" } => "left(t.notice_number, 3) || lpad(((substr(t.notice_number, 4)::bigint + n * 1000003::bigint) % "
                + "1000000000000000)::text, 15, '0')",
            { Name: "iuv" } =>
                "left(t.iuv, 2) || lpad(((substr(t.iuv, 3)::bigint + n * 1000003::bigint) % 1000000000000000)::text, 15, '0')",
            { Name: "flusso_id", Type: "text" } => "t.flusso_id || '-' || n",
            { Name: "fiscal_code" or "debtor_fiscal_code" } => $"upper(left(md5(t.{column.Name} || n), 16))",
            { Table: "bank_movements", Name: "description" } => "t.description || '-' || n",
            _ when Keys.Contains(column.Name) => $"t.{column.Name} || '-' || n",
            _ => $"t.{column.Name}",
        };
}
