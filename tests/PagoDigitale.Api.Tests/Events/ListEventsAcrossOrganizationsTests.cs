using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>One place in the feed of all organizations a client acts for.</summary>
public sealed class ListEventsAcrossOrganizationsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private Task CreateUnitAsync(string organization, string code) =>
        _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    private async Task<PagoDigitaleClient> ClientOfAsync(params string[] organizations)
    {
        var created = await _api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Registro",
                Scopes = ["events:read"],
                Organizations = [.. organizations],
            }
        );
        return _api.Client(created.ClientId, created.ClientSecret);
    }

    [Fact]
    public async Task A_client_follows_its_organizations_in_one_order_and_sees_no_other()
    {
        var (a, b, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api), await OrganizationAsync(_api));
        using var client = await ClientOfAsync(a, b);
        await CreateUnitAsync(b, "1");
        await CreateUnitAsync(foreign, "2");
        await CreateUnitAsync(a, "3");

        var page = await client.Events.ListAcrossOrganizationsAsync();

        page.Items.Select(e => (e.Organization, e.Type))
            .ShouldBe([(a, "organization.created"), (b, "organization.created"), (b, "unit.created"), (a, "unit.created")]);
        page.Items.Select(e => e.Sequence).ShouldBeInOrder();
        var paged = new List<string>();
        await foreach (var e in client.Events.ListAllAcrossOrganizationsAsync(new() { Limit = 1 }))
            paged.Add(e.Id);
        paged.ShouldBe(page.Items.Select(e => e.Id));
        (await client.Events.ListAcrossOrganizationsAsync(new() { After = page.ResumeAfter })).Items.ShouldBeEmpty();
        await CreateUnitAsync(a, "4");
        await CreateUnitAsync(foreign, "5");
        (await client.Events.ListAcrossOrganizationsAsync(new() { After = page.ResumeAfter }))
            .Items.ShouldHaveSingleItem()
            .Organization.ShouldBe(a);
    }

    [Fact]
    public async Task The_feed_is_filtered_by_type_thing_and_organization()
    {
        var (a, b) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        using var client = await ClientOfAsync(a, b);
        await CreateUnitAsync(b, "1");

        (await client.Events.ListAcrossOrganizationsAsync(new() { Type = "unit.created" }))
            .Items.ShouldHaveSingleItem()
            .Organization.ShouldBe(b);
        (await client.Events.ListAcrossOrganizationsAsync(new() { Organization = a }))
            .Items.ShouldHaveSingleItem()
            .Organization.ShouldBe(a);
        (await client.Events.ListAcrossOrganizationsAsync(new() { SubjectId = b }))
            .Items.ShouldHaveSingleItem()
            .Type.ShouldBe("organization.created");
        var none = await client.Events.ListAcrossOrganizationsAsync(new() { Type = "position.paid" });
        (await client.Events.ListAcrossOrganizationsAsync(new() { After = none.ResumeAfter })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_is_as_good_in_one_list_as_in_the_other()
    {
        var (a, b) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        using var client = await ClientOfAsync(a, b);
        var across = await client.Events.ListAcrossOrganizationsAsync();
        await CreateUnitAsync(a, "1");
        await CreateUnitAsync(b, "2");

        (await client.Events.ListAsync(a, new() { After = across.ResumeAfter })).Items.ShouldHaveSingleItem().Type.ShouldBe("unit.created");
        var ofA = await client.Events.ListAsync(a);
        (await client.Events.ListAcrossOrganizationsAsync(new() { After = ofA.ResumeAfter }))
            .Items.ShouldHaveSingleItem()
            .Organization.ShouldBe(b);
    }

    [Fact]
    public async Task A_client_of_every_organization_sees_them_all()
    {
        var (a, b) = (await OrganizationAsync(_api), await OrganizationAsync(_api));

        var seen = new HashSet<string>();
        await foreach (var e in _api.Admin.Events.ListAllAcrossOrganizationsAsync(new() { Type = "organization.created", Limit = 200 }))
            seen.Add(e.Organization);

        seen.ShouldContain(a);
        seen.ShouldContain(b);
    }

    /// <summary>Clients and taxonomy belong to no organization: who acts for all of them hears of these, and nobody else.</summary>
    [Fact]
    public async Task What_happened_to_the_platform_is_for_clients_of_every_organization()
    {
        var a = await OrganizationAsync(_api);
        using var client = await ClientOfAsync(a);

        var made = await _api.Admin.Events.ListAcrossOrganizationsAsync(new() { Type = EventTypes.ClientCreated, Limit = 200 });

        made.Items.ShouldNotBeEmpty();
        made.Items.ShouldAllBe(e => e.Organization == "*" && e.DataAs<ClientEventData>()!.ClientId == e.Subject.Id);
        (await client.Events.ListAcrossOrganizationsAsync(new() { Type = EventTypes.ClientCreated })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organization_of_others_is_refused_and_a_code_that_is_none_too()
    {
        var (a, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        using var client = await ClientOfAsync(a);

        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Events.ListAcrossOrganizationsAsync(new() { Organization = foreign })
        );
        await RefusalAsync(400, "invalid-parameter", () => client.Events.ListAcrossOrganizationsAsync(new() { Organization = "*" }));
    }

    [Fact]
    public async Task The_place_stays_small_for_hundreds_of_organizations()
    {
        var organizations = Enumerable.Range(0, 300).Select(_ => NewCode()).ToArray();
        await Feed.ExecuteAsync(
            _api.ConnectionString,
            $"""
            INSERT INTO organizations (organization_id, name, created_at, updated_at) SELECT o, 'Ente', now(), now()
                FROM unnest(string_to_array('{string.Join(
                ',',
                organizations
            )}', ',')) o;
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
            SELECT o, gen_random_uuid(), 'test.made', 'test', n::text, hashtext(n::text), '{"{}"}', now()
                FROM unnest(string_to_array('{string.Join(
                ',',
                organizations
            )}', ',')) o, generate_series(1, 5) n
            """
        );
        using var http = _api.Http(
            await _api
                .Services.GetRequiredService<AccessTokens>()
                .IssueAsync(TestApi.AdminClientId, ["events:read"], organizations, CancellationToken.None)
        );
        var (seen, after) = (new List<string>(), "");
        while (true)
        {
            using var response = await http.GetAsync($"/v1/events?limit=200{(after.Length == 0 ? "" : $"&after={after}")}");
            response.EnsureSuccessStatusCode();
            var page = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            var items = page["items"]!.AsArray();
            after = page["resumeAfter"]!.GetValue<string>();
            after.Length.ShouldBeLessThan(128);
            if (items.Count == 0)
                break;
            seen.AddRange(items.Select(i => i!["id"]!.GetValue<string>()));
        }

        seen.Count.ShouldBe(1_500);
        seen.Distinct().Count().ShouldBe(1_500);
    }
}
