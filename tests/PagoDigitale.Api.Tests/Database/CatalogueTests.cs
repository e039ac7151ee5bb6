using PagoDigitale.Platform.Features;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// What walks past row-level security is declared by the feature whose rows it shows (decision 0018), or listed here with its reason:
/// whoever adds to the schema adds to one of them. TenancyTests attacks each; that keys begin with the organization is held by
/// SchemaTests.
/// </summary>
public sealed class CatalogueTests(Catalogue catalogue) : IClassFixture<Catalogue>
{
    private const string OfTheOrganization = "(organization_id = current_setting('app.organization'::text, true))";

    /// <summary>A plain view runs with its owner's rights, and the owner is bound by no policy.</summary>
    private static readonly Dictionary<string, string> ViewsOfTheOwner = new()
    {
        ["staged_flow_rows"] = "Its table can have no policy (decision 0003) and gives the application nothing; the view is the fence.",
    };

    /// <summary>Of the platform's own running: they read no organization's rows for anybody.</summary>
    private static readonly Dictionary<string, string> Machinery = new()
    {
        ["forget_activity(date,text[],bigint[],bytea[],timestamp with time zone[],bytea[])"] =
            "Drops whole months of the log of all organizations, up to the entry named for each; tells a count.",
        ["forget_events(date)"] = "Drops whole months of all organizations; tells a count.",
        ["know_table_size()"] = "ANALYZE is the owner's; tells the name of a table.",
        ["make_months(date,date)"] = "Tables are made by their owner; tells a count.",
        ["number_events(integer)"] = "Numbers the events of all organizations, in columns closed to the application; tells a count.",
    };

    /// <summary>Of tables that hold no organization's rows.</summary>
    private static readonly Dictionary<string, string> PoliciesOfThePlatform = new()
    {
        ["taxonomy_codes.everybody_reads"] = "One list for all.",
        ["taxonomy_codes.platform_adds"] = "One list for all.",
        ["taxonomy_versions.everybody_reads"] = "One list for all.",
        ["taxonomy_versions.platform_adds"] = "One list for all.",
    };

    /// <summary>COPY refuses a table with a policy: the grants are its fence (decision 0003).</summary>
    private const string ClosedByGrants = "flow_staging";

    private static IEnumerable<string> Declared(AcrossBy by) =>
        House.Features.SelectMany(f => f.Across).Where(a => a.By == by).Select(a => a.Name);

    [Fact]
    public async Task Every_view_has_the_rights_of_who_asks_or_is_listed() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT c.oid::regclass::text FROM pg_class c
                WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
                    SELECT FROM pg_options_to_table(c.reloptions) WHERE option_name = 'security_invoker' AND option_value::boolean)
                """
            )
        ).ShouldBe(ViewsOfTheOwner.Keys, ignoreOrder: true);

    [Fact]
    public async Task Every_function_with_its_owners_rights_answers_across_tenants_or_is_listed() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                """
            )
        ).ShouldBe(Declared(AcrossBy.Function).Concat(Machinery.Keys), ignoreOrder: true);

    [Fact]
    public async Task What_is_in_the_schema_across_is_what_features_declare()
    {
        (await catalogue.NamesAsync("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'across'::regnamespace")).ShouldBe(
            Declared(AcrossBy.Function),
            ignoreOrder: true
        );
        (
            await catalogue.NamesAsync("SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'across'::regnamespace")
        ).ShouldBeEmpty();
    }

    /// <summary>
    /// Else whoever calls puts a table of its own in the place of the one that the function means. Functions across tenants name the
    /// schema of each table, so that of their callers none counts.
    /// </summary>
    [Fact]
    public async Task Every_function_with_its_owners_rights_looks_in_fixed_schemas_and_in_the_temporary_one_last() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                  AND NOT coalesce(proconfig, '{}') @> CASE WHEN pronamespace = 'across'::regnamespace
                      THEN ARRAY['search_path=pg_catalog, pg_temp'] ELSE ARRAY['search_path=pg_catalog, public, pg_temp'] END
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task Every_function_with_its_owners_rights_is_the_owners_and_for_the_application_alone() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT p.oid::regprocedure::text FROM pg_proc p
                WHERE p.prosecdef AND p.pronamespace <> 'pg_catalog'::regnamespace AND (
                    p.proowner <> (SELECT relowner FROM pg_class WHERE oid = 'organizations'::regclass) OR p.proacl IS NULL
                    OR (SELECT array_agg(g.grantee::regrole::text || '/' || g.privilege_type) FROM aclexplode(p.proacl) g
                        WHERE g.grantee <> p.proowner) IS DISTINCT FROM ARRAY['pagodigitale_app/EXECUTE'])
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task The_schema_across_is_the_owners_and_the_application_adds_nothing_to_it() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT g.grantee::regrole::text || '/' || g.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) g
                WHERE n.nspname = 'across' AND g.grantee <> n.nspowner
                """
            )
        ).ShouldBe(["pagodigitale_app/USAGE"]);

    /// <summary>Every organization sees its own rows, and what lets through more is declared.</summary>
    [Fact]
    public async Task Every_policy_of_a_tenant_table_is_that_of_the_organization_or_declared()
    {
        var policies = await catalogue.RowsAsync(
            """
            SELECT p.polrelid::regclass::text, p.polname::text, p.polcmd::text || p.polpermissive || p.polroles::text,
                pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
                EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = p.polrelid AND a.attname = 'organization_id')
            FROM pg_policy p
            """,
            r =>
                (
                    Table: r.GetString(0),
                    Name: r.GetString(1),
                    For: r.GetString(2),
                    Using: r.GetValue(3) as string,
                    Check: r.GetValue(4) as string,
                    OfTenants: r.GetBoolean(5)
                )
        );
        var own = policies.Where(p => (p.For, p.Using, p.Check) == ("*true{0}", OfTheOrganization, OfTheOrganization)).ToList();

        own.Count.ShouldBeGreaterThan(30);
        own.Select(p => p.Table).ShouldBeUnique();
        policies.Where(p => p.OfTenants).Select(p => p.Table).Distinct().ShouldBe(own.Select(p => p.Table), ignoreOrder: true);
        policies
            .Except(own)
            .Select(p => $"{p.Table}.{p.Name}")
            .ShouldBe(Declared(AcrossBy.Policy).Concat(PoliciesOfThePlatform.Keys), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_table_with_an_organization_has_a_policy_or_is_declared_open() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                  AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
                """
            )
        ).ShouldBe([.. Declared(AcrossBy.OpenTable), ClosedByGrants], ignoreOrder: true);

    /// <summary>A role that the policies do not bind would need none of this.</summary>
    [Fact]
    public async Task The_application_is_bound_by_policies_and_owns_nothing() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT rolname::text FROM pg_roles r WHERE rolname = 'pagodigitale_app' AND (rolbypassrls OR rolsuper
                    OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid)
                    OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public void Every_way_across_says_who_asks_and_what_it_learns()
    {
        var ways = House.Features.SelectMany(f => f.Across).ToList();

        ways.Select(a => a.Name).ShouldBeUnique();
        ways.Where(a => string.IsNullOrWhiteSpace(a.Asks) || string.IsNullOrWhiteSpace(a.Learns)).ShouldBeEmpty();
    }
}
