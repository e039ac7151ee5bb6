using PagoDigitale.Api.Tests.Debtors;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

public sealed class ListEventsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private Task CreateUnitAsync(string organization, string code) =>
        _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });

    [Fact]
    public async Task Events_come_oldest_first_and_after_the_place_reached()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C" })
            await CreateUnitAsync(organization, code);

        var page = await _api.Admin.Events.ListAsync(organization);
        var all = page.Items.ToList();

        all.Select(e => e.Type).ShouldBe(["organization.created", "unit.created", "unit.created", "unit.created"]);
        all[0].Subject.Id.ShouldBe(organization);
        all.ShouldAllBe(e => e.Organization == organization);
        all.Select(e => e.Sequence).ShouldBeInOrder();
        page.NextCursor.ShouldBeNull();
        (await _api.Admin.Events.ListAsync(organization, new() { SubjectId = all[1].Subject.Id }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(all[1].Id);
        (await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.removed" })).Items.ShouldBeEmpty();
        var first = await _api.Admin.Events.ListAsync(organization, new() { Limit = 3 });
        (await _api.Admin.Events.ListAsync(organization, new() { Limit = 3, Cursor = first.NextCursor }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(all[3].Id);
        (await _api.Admin.Events.ListAsync(organization, new() { After = first.ResumeAfter }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(all[3].Id);
        (await _api.Admin.Events.ListAsync(organization, new() { After = page.ResumeAfter })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_page_says_where_to_go_on_too()
    {
        var organization = NewCode();
        await SqlAsync(
            _api,
            $"INSERT INTO organizations (organization_id, name, created_at, updated_at) VALUES ('{organization}', 'Vuoto', now(), now())"
        );

        var nothing = await _api.Admin.Events.ListAsync(organization);
        nothing.Items.ShouldBeEmpty();
        await CreateUnitAsync(organization, "A");

        (await _api.Admin.Events.ListAsync(organization, new() { After = nothing.ResumeAfter }))
            .Items.ShouldHaveSingleItem()
            .Type.ShouldBe("unit.created");
    }

    /// <summary>
    /// Who waits for a rare type must not look through everything else again at each call; and whoever changes the filter goes on from
    /// there.
    /// </summary>
    [Fact]
    public async Task A_filtered_page_without_more_to_come_ends_at_the_end_of_the_feed()
    {
        var organization = await OrganizationAsync(_api);
        await CreateUnitAsync(organization, "A");

        var none = await _api.Admin.Events.ListAsync(organization, new() { Type = "position.paid" });

        none.Items.ShouldBeEmpty();
        (await _api.Admin.Events.ListAsync(organization, new() { After = none.ResumeAfter })).Items.ShouldBeEmpty();
        await CreateUnitAsync(organization, "B");
        (await _api.Admin.Events.ListAsync(organization, new() { After = none.ResumeAfter }))
            .Items.ShouldHaveSingleItem()
            .Type.ShouldBe("unit.created");
        var one = await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.created", Limit = 1 });
        (await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.created", After = one.ResumeAfter })).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused_by_its_name()
    {
        var organization = await OrganizationAsync(_api);
        var good = (await _api.Admin.Events.ListAsync(organization)).ResumeAfter;

        foreach (var wrong in new[] { "0", "12", "x", good[..^9], good + "A", "MR8wHzAfMR8x", new string('M', 128) })
            await FieldRefusalAsync(
                "after",
                "invalid-resume-point",
                () => _api.Admin.Events.ListAsync(organization, new() { After = wrong }),
                400
            );
    }

    [Fact]
    public async Task An_event_says_what_happened_to_which_thing_of_the_organization_alone()
    {
        var (organization, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        await CreateUnitAsync(organization, "A");
        await CreateUnitAsync(other, "A");

        var page = await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.created" });

        var unit = page.Items.ShouldHaveSingleItem();
        (unit.Organization, unit.Subject.Type, unit.Data.GetProperty("code").GetString()).ShouldBe((organization, "unit", "A"));
        unit.Id.ShouldStartWith("evt_");
        (
            await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.created", SubjectId = unit.Subject.Id })
        ).Items.ShouldHaveSingleItem();
        (await _api.Admin.Events.ListAsync(other, new() { SubjectId = unit.Subject.Id })).Items.ShouldBeEmpty();
        (await _api.Admin.Events.ListAsync(organization, new() { Type = "unit.created", SubjectId = organization })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_one_thing_go_on_behind_the_last_event_of_it()
    {
        var organization = await OrganizationAsync(_api);
        var debtor = await _api.Admin.Debtors.CreateAsync(organization, Registrants.Input());
        await CreateUnitAsync(organization, "A");
        await _api.Admin.Debtors.ChangeAsync(organization, debtor.Id, 1, new DebtorChange { Name = "Mario Bianchi" });

        var page = await _api.Admin.Events.ListAsync(organization, new() { SubjectId = debtor.Id, Limit = 1 });
        var rest = await _api.Admin.Events.ListAsync(
            organization,
            new()
            {
                SubjectId = debtor.Id,
                Limit = 1,
                Cursor = page.NextCursor,
            }
        );

        (page.Items.Single().Type, rest.Items.Single().Type, rest.NextCursor).ShouldBe(("debtor.created", "debtor.changed", null));
    }
}
