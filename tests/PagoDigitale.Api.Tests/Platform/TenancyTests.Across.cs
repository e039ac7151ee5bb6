using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Clients;
using PagoDigitale.Api.Tests.Contract;
using PagoDigitale.Api.Tests.Taxonomy;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>The ways across tenants, each attacked (decision 0018): what is declared and not attacked here fails.</summary>
public sealed partial class TenancyTests
{
    /// <summary>Who could want the place of a real table: the asker's own, of the same name, where names are looked for first.</summary>
    private const string Shadows = """
        DO $$ DECLARE t text; BEGIN
            FOR t IN SELECT relname FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT') LOOP
                EXECUTE format('CREATE TEMPORARY TABLE %I (LIKE public.%I) ON COMMIT DROP', t, t);
            END LOOP;
        END $$;
        """;

    public static TheoryData<string> Ways => [.. House.Features.SelectMany(f => f.Across).Select(a => a.Name)];

    [Fact]
    public async Task Every_way_across_that_the_database_has_is_attacked()
    {
        var attacks = AcrossAttack.Of(await across.SceneAsync(_api)).Keys;
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);

        attacks.Where(a => a.StartsWith("across.", StringComparison.Ordinal)).ShouldBe(await FunctionsAsync(source), ignoreOrder: true);
        attacks.ShouldBe(House.Features.SelectMany(f => f.Across).Select(a => a.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_way_across_is_for_those_it_says_and_for_nobody_else(string way)
    {
        var scene = await across.SceneAsync(_api);
        var attack = AcrossAttack.Of(scene)[way];
        var isOpen = House.Features.SelectMany(f => f.Across).Single(a => a.Name == way).By == AcrossBy.OpenTable;

        foreach (var session in new[] { null, "", "*", "%", $"{scene.Own},{scene.Other}", scene.Own, scene.Foreign })
        {
            var answer = await scene.AskAsync(session, attack.Question);
            if (isOpen || attack.Askers.Contains(session))
                answer.ShouldBe(attack.Answer, $"as '{session}'");
            else
                Nothing(answer).ShouldBeTrue($"as '{session}' it learned {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_forged_key_learns_nothing(string way)
    {
        var scene = await across.SceneAsync(_api);
        var attack = AcrossAttack.Of(scene)[way];

        attack.Forged.ShouldNotBeEmpty();
        foreach (var session in attack.Askers)
        foreach (var forged in attack.Forged)
        {
            var answer = await scene.AskAsync(session, forged);
            Nothing(answer).ShouldBeTrue($"as '{session}' by {forged} it learned {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Settings_and_tables_of_the_asker_change_no_answer(string way)
    {
        var scene = await across.SceneAsync(_api);
        var attack = AcrossAttack.Of(scene)[way];
        string[] tricks =
        [
            Shadows,
            $"SET LOCAL app.organizations = ',{scene.Own},{scene.Other},{scene.Foreign},';",
            $"{Shadows} SET LOCAL search_path = pg_temp, public;",
        ];

        foreach (var trick in tricks)
        {
            (await scene.AskAsync(attack.Askers[0], attack.Question, trick)).ShouldBe(attack.Answer, trick);
            foreach (var forged in attack.Forged)
                Nothing(await scene.AskAsync(attack.Askers[0], forged, trick)).ShouldBeTrue($"{trick} {forged}");
        }
    }

    [Fact]
    public async Task Another_role_may_ask_nothing_and_the_application_changes_nothing()
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        var functions = await FunctionsAsync(source);
        functions.Count.ShouldBeGreaterThan(3);
        foreach (var function in functions)
        {
            var (name, types) = (function.Split('(')[0], function.Split('(')[1].TrimEnd(')').Split(','));
            var call = $"SELECT {name}({string.Join(", ", types.Select(t => $"NULL::{t}"))})";
            await RefusedAsync(
                source,
                $"CREATE ROLE tenancy_other; GRANT USAGE ON SCHEMA across TO tenancy_other; SET LOCAL ROLE tenancy_other",
                call
            );
            const string application = "SET LOCAL ROLE pagodigitale_app";
            await RefusedAsync(source, application, $"ALTER FUNCTION {function} SECURITY INVOKER");
            await RefusedAsync(source, application, $"DROP FUNCTION {function}");
            await RefusedAsync(
                source,
                application,
                $"CREATE FUNCTION {name}(x text, y text) RETURNS text LANGUAGE sql AS 'SELECT 1::text'"
            );
        }
        await RefusedAsync(source, "SET LOCAL ROLE pagodigitale_app", "ALTER TABLE ibans DISABLE ROW LEVEL SECURITY");
        await RefusedAsync(source, "SET LOCAL ROLE pagodigitale_app", "CREATE POLICY mine ON ibans USING (true)");
    }

    /// <summary>The platform's session reaches no organization's data, and one that was never said nothing at all.</summary>
    [Fact]
    public async Task A_session_of_no_organization_sees_no_organizations_rows()
    {
        await using var api = await TestApi.StartAsync();
        await TwoOrganizations.CreateAsync(api);
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var owner = await source.OpenConnectionAsync();
        var filled = 0;
        foreach (var (table, _, _) in (await TablesAsync(source)).Where(t => t.IsProtected))
        {
            filled += (int)await ScalarAsync(owner, $"SELECT count(*) FROM (SELECT FROM {table} LIMIT 1) t");
            foreach (var session in new[] { null, "", "*", "%" }.Where(s => s != "*" || table != "organizations"))
            {
                var seen = $"SELECT organization_id FROM {table} WHERE organization_id ~ '^[0-9]' LIMIT 1";
                (await AcrossScene.AskAsync(api, session, seen)).ShouldBeNull($"{table} as '{session}'");
            }
        }
        filled.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_client_of_three_organizations_follows_these_three_alone()
    {
        var (a, b, c) = (await OrganizationAsync(_api), await OrganizationAsync(_api), await OrganizationAsync(_api));
        var foreign = await OrganizationAsync(_api);
        var created = await Programs.ProgramAsync(_api, ["events:read", "organizations:read"], a, b, c);
        using var client = _api.Client(created.ClientId, created.ClientSecret);

        var page = await client.Events.ListAcrossOrganizationsAsync(new() { Limit = 200 });

        page.Items.Select(e => e.Organization).ShouldBe([a, b, c]);
        (await client.Events.ListAcrossOrganizationsAsync(new() { SubjectId = foreign })).Items.ShouldBeEmpty();
        (await client.Organizations.ListAsync(new() { Limit = 200 }))
            .Items.Select(o => o.FiscalCode)
            .ShouldBe([a, b, c], ignoreOrder: true);
        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Events.ListAcrossOrganizationsAsync(new() { Organization = foreign })
        );
        await RefusalAsync(403, "organization-not-allowed", () => client.Events.ListAsync(foreign));

        await _api.Admin.Clients.ChangeAsync(created.ClientId, 1, new() { Organizations = [a, b] });
        (await client.Events.ListAcrossOrganizationsAsync(new() { Limit = 200 })).Items.Select(e => e.Organization).ShouldBe([a, b]);
    }

    /// <summary>What a token says is narrowed by what the database knows of its client.</summary>
    [Fact]
    public async Task A_token_that_names_more_organizations_than_its_client_has_shows_no_more()
    {
        var scene = await across.SceneAsync(_api);
        var token = await _api
            .Services.GetRequiredService<AccessTokens>()
            .IssueAsync(scene.Client.ClientId, ["events:read"], [scene.Own, scene.Other, scene.Foreign], CancellationToken.None);
        using var http = _api.Http(token);

        var page = await http.GetStringAsync("/v1/events?limit=200");

        page.ShouldContain(scene.Own);
        page.ShouldContain(scene.Other);
        page.ShouldNotContain(scene.Foreign);
    }

    [Fact]
    public async Task A_client_of_one_organization_asks_of_another_only_whether_an_account_is_its()
    {
        var (own, other) = (await TestOrganization.CreateAsync(_api.Admin), await TestOrganization.CreateAsync(_api.Admin));
        var created = await Programs.ProgramAsync(_api, ["positions:write", "organizations:read", "positions:read"], own.Code);
        using var client = _api.Client(created.ClientId, created.ClientSecret);

        (await client.Positions.CreateAsync(own.Code, With(other.Code, other.Iban))).State.ShouldBe("payable");
        await FieldRefusalAsync(
            "paymentOptions[0].instalments[0].transfers[1].iban",
            "iban-of-another",
            () => client.Positions.CreateAsync(own.Code, With(other.Code, AcrossScene.ClosedAccount))
        );
        await RefusalAsync(403, "organization-not-allowed", () => client.Organizations.ListIbansAsync(other.Code));
        await RefusalAsync(403, "organization-not-allowed", () => client.Positions.CreateAsync(other.Code, other.Position()));

        PositionInput With(string beneficiary, string iban)
        {
            var input = own.Position();
            input.PaymentOptions![0].Instalments[0].Transfers =
            [
                new() { AmountCents = 6_000 },
                new()
                {
                    OrganizationFiscalCode = beneficiary,
                    AmountCents = 4_000,
                    Iban = iban,
                },
            ];
            return input;
        }
    }

    [Fact]
    public async Task What_the_platform_asks_of_all_no_client_of_single_organizations_asks()
    {
        var (own, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var created = await Programs.ProgramAsync(_api, ["taxonomy:manage", "jobs:manage", "organizations:manage"], own, other);
        using var client = _api.Client(created.ClientId, created.ClientSecret);

        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File())
        );
        await RefusalAsync(403, "organization-not-allowed", () => client.Jobs.ListAsync());
        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Organizations.CreateAsync(new() { FiscalCode = NewCode(), Name = "Di nessuno" })
        );
    }

    private static bool Nothing(string? answer) => answer is null or "" or "false";

    private static async Task<List<string>> FunctionsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'across'::regnamespace"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task RefusedAsync(NpgsqlDataSource source, string before, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, before);
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, sql), sql)).SqlState.ShouldBe(
            InsufficientPrivilege,
            sql
        );
    }
}
