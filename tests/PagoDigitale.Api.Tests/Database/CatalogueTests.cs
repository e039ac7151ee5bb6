using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// What walks past row-level security is listed here, each with its reason: whoever adds to the schema adds to the list, or to
/// nothing. That every tenant table is protected is held by TenancyTests, that its keys begin with the organization by SchemaTests.
/// </summary>
public sealed class CatalogueTests(Catalogue catalogue) : IClassFixture<Catalogue>
{
    private const string OfTheOrganization = "(organization_id = current_setting('app.organization'::text, true))";

    /// <summary>A plain view runs with its owner's rights, and the owner is bound by no policy.</summary>
    private static readonly Dictionary<string, string> ViewsOfTheOwner = new()
    {
        ["staged_flow_rows"] = "Its table can have no policy (decision 0003) and gives the application nothing; the view is the fence.",
    };

    private static readonly Dictionary<string, string> FunctionsOfTheOwner = new()
    {
        ["know_table_size()"] = "ANALYZE is the owner's; tells the name of a table.",
        ["number_events(integer)"] = "Numbers the events of all organizations, in columns closed to the application; tells a count.",
        ["feed_has(text,bigint,integer)"] = "A place of the feed of another organization of the same reader; tells yes or no.",
        ["may_credit(text,text)"] = "An account of another organization, named by who asks; tells yes or no.",
        ["taxonomy_concern(text[])"] = "Counts services across the tenants for whoever loads a taxonomy; tells two numbers.",
    };

    private static readonly Dictionary<string, string> OtherPolicies = new()
    {
        ["organizations"] = "The platform ('*') routes the node's calls and keeps the registry.",
        ["events"] = "A client reads the feed of all organizations it acts for (app.organizations).",
    };

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
    public async Task Every_function_with_its_owners_rights_is_listed() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                """
            )
        ).ShouldBe(FunctionsOfTheOwner.Keys, ignoreOrder: true);

    /// <summary>Else whoever calls puts a table of its own in the place of the one that the function means.</summary>
    [Fact]
    public async Task Every_function_with_its_owners_rights_looks_in_fixed_schemas_and_in_the_temporary_one_last() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                  AND NOT EXISTS (SELECT FROM unnest(proconfig) s WHERE s ~ '^search_path=((pg_catalog|public), )+pg_temp$')
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task No_function_with_its_owners_rights_is_for_everybody() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                  AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task Every_policy_of_a_tenant_table_is_that_of_the_organization_or_listed()
    {
        var policies = await catalogue.RowsAsync(
            """
            SELECT p.polrelid::regclass::text, p.polcmd::text || p.polpermissive || p.polroles::text,
                pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
            FROM pg_policy p JOIN pg_attribute a ON a.attrelid = p.polrelid AND a.attname = 'organization_id'
            """,
            r => (Table: r.GetString(0), For: r.GetString(1), Using: r.GetValue(2) as string, Check: r.GetValue(3) as string)
        );

        policies.Select(p => p.Table).ShouldBeUnique();
        policies.Count.ShouldBeGreaterThan(30);
        policies
            .Where(p => (p.For, p.Using, p.Check) != ("*true{0}", OfTheOrganization, OfTheOrganization))
            .Select(p => p.Table)
            .ShouldBe(OtherPolicies.Keys, ignoreOrder: true);
    }
}
