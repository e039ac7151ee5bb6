using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// The schema can be distributed by organization over many servers (Citus; decision 0032): asked of the catalogue, with every table,
/// function and sequence that could not be in the plain way listed with its reason.
/// </summary>
public sealed class DistributionTests(Catalogue catalogue) : IClassFixture<Catalogue>
{
    private const string Column = "organization_id";

    /// <summary>The same on every server: small, and read beside the rows of any organization.</summary>
    private static readonly string[] ReferenceTables = ["taxonomy_codes", "taxonomy_versions"];

    /// <summary>On the coordinator alone.</summary>
    private static readonly Dictionary<string, string> LocalTables = new()
    {
        ["client_secrets"] = "of clients, who act for many organizations",
        ["clients"] = "act for many organizations; asked at every call, by the coordinator",
        ["event_numbering"] = "one row that gives the places of one feed for all",
        ["idempotency_keys"] = "of clients; forgotten for all organizations in one statement",
        ["jobs"] = "one queue, of which a worker takes whatever is due (SKIP LOCKED); its key names the job",
        ["outbound_calls"] = "of keys that many organizations may have; a few for each",
        ["outbound_turns"] = "who waits for a call with such a key",
        ["schema_migrations"] = "of the schema",
        ["signing_keys"] = "of the platform",
        ["standby_heartbeat"] = "one row by which a copy of this server is known",
        ["workers"] = "of the platform",
    };

    private const string Mark = "trigger, on the server of the rows: writes to the organization's own marks, which are there too";

    /// <summary>
    /// Triggers of distributed tables have to be allowed (<c>citus.enable_unsafe_triggers</c>); they are safe where they write to tables
    /// that are distributed alike, by the same organization: decision 0027 says why they are triggers.
    /// </summary>
    private static readonly string[] TablesThatMark =
    [
        "bank_movements",
        "instalments",
        "movement_links",
        "movement_proposals",
        "organizations",
        "positions",
        "receipts",
        "rendicontazione_rows",
        "rendicontazioni",
        "reversali",
        "services",
        "transfers",
    ];

    /// <summary>Everything else in the language of the database, and where it runs.</summary>
    private static readonly Dictionary<string, string> Functions = new()
    {
        ["across.feed_end(text,text[])"] = "coordinator: asks the shards of the organizations it was given",
        ["across.feed_forgot(text,text[],bigint)"] = "coordinator: asks the shards of the organizations it was given",
        ["across.feed_has(text,bigint,integer)"] = "coordinator: asks the shard of one organization",
        ["across.feed_page(text,text[],bigint,text,text,integer)"] = "coordinator: asks the shards of the organizations it was given",
        ["across.may_credit(text,text)"] = "coordinator: asks the shard of the beneficiary",
        ["across.services_outside(text[])"] = "coordinator: counts on every shard",
        ["current_organization()"] =
            "wherever a policy or a default is: looks at a setting, which has to be sent along (propagate_set_commands)",
        ["forget_activity(date,text[],bigint[],bytea[],timestamp with time zone[],bytea[])"] =
            "coordinator: takes a month away from every shard",
        ["forget_events(date)"] = "coordinator: takes a month away from every shard",
        ["keep_by_month(text)"] = "at a migration, before the table is distributed",
        ["know_table_size()"] = "each server for itself: looks at its own statistics",
        ["least_id(timestamp with time zone)"] = "wherever the row is: computes",
        ["make_months(date,date)"] = "coordinator: a new month of a distributed table is distributed with it",
        ["loads_aca(text)"] = "wherever the row is: asks the organization's own connections",
        ["mark_aca_all()"] = Mark,
        ["mark_aca_instalment()"] = Mark,
        ["mark_aca_new()"] = Mark,
        ["mark_aca_position()"] = Mark,
        ["mark_flow()"] = Mark,
        ["mark_instalment()"] = Mark,
        ["mark_movement()"] = Mark,
        ["mark_new_receipts()"] = Mark,
        ["mark_proposed()"] = Mark,
        ["mark_receipt()"] = Mark,
        ["mark_row()"] = Mark,
        ["movement_content_key(date,bigint,text)"] = "wherever the row is: computes",
        ["number_events(integer)"] = "coordinator: writes to the shards of the organizations concerned, in one distributed transaction",
        ["reconciles(text)"] = "wherever the row is: asks the organization's own series",
        ["protect_tenant_table(text)"] = "at a migration, before the table is distributed: a policy goes with it",
        ["search_text(text)"] = "wherever the row is: computes",
    };

    /// <summary>What gives numbers, and whether any server can.</summary>
    private static readonly Dictionary<string, string> Sequences = new()
    {
        ["taxonomy_versions"] = "given on the coordinator: reference tables are written there",
        ["aca_marks"] = "only tells marks apart: any server can give them",
        ["reconciliation_marks"] = "only tells marks apart: any server can give them",
        ["events"] = "only an order of writing within one transaction, which is of one organization; places are given by number_events",
    };

    /// <summary>COPY has to name the column that a row is distributed by; here the database fills it, as a fence (decision 0003).</summary>
    private static readonly string[] CopiedWithoutTheColumn = ["flow_staging"];

    private static string Distributed(string table) =>
        $"""
            ({table}.relnamespace = 'public'::regnamespace AND {table}.relkind IN ('r', 'p') AND NOT {table}.relispartition
            AND {table}.relname <> ALL (ARRAY[{Names(LocalTables.Keys.Concat(ReferenceTables))}]))
            """;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    [Fact]
    public async Task Every_table_is_distributed_by_its_organization_or_says_where_it_stays() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT t.relname::text FROM pg_class t WHERE {Distributed("t")}
                  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = '{Column}' AND a.attnotnull)
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task What_stays_is_there() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT t.relname::text FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
                  AND t.relname = ANY (ARRAY[{Names(LocalTables.Keys.Concat(ReferenceTables))}])
                """
            )
        ).ShouldBe(LocalTables.Keys.Concat(ReferenceTables), ignoreOrder: true);

    /// <summary>Rows of one organization are on one server only when the same value is the same shard.</summary>
    [Fact]
    public async Task The_column_is_of_one_type_and_collation() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT DISTINCT format_type(a.atttypid, a.atttypmod) || ' ' || a.attcollation::regcollation
                FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid WHERE {Distributed("t")} AND a.attname = '{Column}'
                """
            )
        ).ShouldBe(["text \"C\""]);

    /// <summary>A server can only keep unique what it has all of.</summary>
    [Fact]
    public async Task Every_key_and_unique_index_has_the_column() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT t.relname || '.' || x.indexrelid::regclass FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
                WHERE {Distributed("t")} AND (x.indisunique OR x.indisexclusion) AND NOT EXISTS (
                    SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = '{Column}' AND a.attnum = ANY (x.indkey))
                """
            )
        ).ShouldBeEmpty();

    /// <summary>What a row refers to is on its own server: both sides have the column, at the same place of the key.</summary>
    [Fact]
    public async Task Every_foreign_key_stays_within_the_organization_or_goes_to_what_is_everywhere() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT f.conrelid::regclass || '.' || f.conname
                FROM pg_constraint f JOIN pg_class t ON t.oid = f.conrelid JOIN pg_class r ON r.oid = f.confrelid
                WHERE f.contype = 'f' AND f.conparentid = 0 AND t.relnamespace = 'public'::regnamespace AND NOT CASE
                    WHEN {Distributed("t")} AND {Distributed("r")} THEN EXISTS (
                        SELECT FROM unnest(f.conkey, f.confkey) k(own, other)
                        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.own
                        JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.other
                        WHERE a.attname = '{Column}' AND b.attname = '{Column}')
                    WHEN {Distributed("t")} THEN r.relname = ANY (ARRAY[{Names(ReferenceTables)}])
                    WHEN t.relname = ANY (ARRAY[{Names(ReferenceTables)}]) THEN r.relname = ANY (ARRAY[{Names(ReferenceTables)}])
                    ELSE NOT {Distributed("r")} END
                """
            )
        ).ShouldBeEmpty();

    /// <summary>That would change the column a row is distributed by.</summary>
    [Fact]
    public async Task No_foreign_key_empties_what_referred() =>
        (
            await catalogue.NamesAsync("SELECT conname::text FROM pg_constraint WHERE contype = 'f' AND 'n' IN (confdeltype, confupdtype)")
        ).ShouldBeEmpty();

    [Fact]
    public async Task Triggers_only_mark_and_there_are_no_rules()
    {
        (
            await catalogue.NamesAsync(
                """
                SELECT DISTINCT t.tgrelid::regclass || ' ' || (p.proname LIKE 'mark\_%')
                FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
                """
            )
        ).ShouldBe(TablesThatMark.Select(t => $"{t} true"), ignoreOrder: true);
        (
            await catalogue.NamesAsync(
                """
                SELECT r.ev_class::regclass || '.' || r.rulename FROM pg_rewrite r JOIN pg_class t ON t.oid = r.ev_class
                WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace
                """
            )
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_function_says_where_it_runs() =>
        (
            await catalogue.NamesAsync(
                "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, 'across'::regnamespace)"
            )
        ).ShouldBe(Functions.Keys, ignoreOrder: true);

    [Fact]
    public async Task Every_sequence_says_who_needs_its_numbers() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT d.refobjid::regclass::text FROM pg_class s
                LEFT JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
                """
            )
        ).ShouldBe(Sequences.Keys, ignoreOrder: true);

    [Fact]
    public async Task Whoever_writes_names_the_column_but_where_the_database_is_the_fence() =>
        (
            await catalogue.NamesAsync(
                $"""
                SELECT t.relname::text FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = '{Column}'
                WHERE {Distributed("t")} AND (a.atthasdef OR a.attgenerated <> '')
                """
            )
        ).ShouldBe(CopiedWithoutTheColumn, ignoreOrder: true);
}
