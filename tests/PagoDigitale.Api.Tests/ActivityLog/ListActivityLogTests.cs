using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

public sealed class ListActivityLogTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IActivityLogClient Log => _api.Admin.ActivityLog;

    [Fact]
    public async Task Every_call_is_in_the_log_newest_first_without_gaps_and_chained()
    {
        var organization = await Noted.OrganizationAsync(_api);

        var entries = (await Log.ListAsync(organization)).Items.ToList();

        entries.Select(e => e.Sequence).ShouldBe([4, 3, 2, 1]);
        entries.Select(e => e.OperationId).Order().ShouldBe(["createUnit", "createUnit", "createUnit", "readDebtor"]);
        entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.First.PreviousHash == pair.Second.Hash);
        entries.ShouldAllBe(e => e.Actor == TestApi.AdminClientId && e.Path.StartsWith($"/v1/organizations/{organization}"));
    }

    [Fact]
    public async Task The_log_is_filtered_and_paged()
    {
        var organization = await Noted.OrganizationAsync(_api);

        var refused = (await Log.ListAsync(organization, new() { Outcome = "refused" })).Items.ShouldHaveSingleItem();
        (refused.OperationId, refused.Status, refused.Resource, refused.Code).ShouldBe(
            ("readDebtor", 404, "deb_nothing", "debtor-not-found")
        );
        (await Log.ListAsync(organization, new() { OperationId = "createUnit" })).Items.ShouldAllBe(e => e.Code == null);
        (await Log.ListAsync(organization, new() { Resource = "deb_nothing" })).Items.Count.ShouldBe(1);
        (await Log.ListAsync(organization, new() { OperationId = "createUnit" })).Items.Count.ShouldBe(3);
        (await Log.ListAsync(organization, new() { ClientId = "nobody" })).Items.ShouldBeEmpty();
        (await Log.ListAsync(organization, new() { From = TestClock.Now.AddHours(1) })).Items.ShouldBeEmpty();
        (await Log.ListAsync(organization, new() { To = TestClock.Now.AddHours(1) })).Items.Count.ShouldBeGreaterThan(3);
        var page = await Log.ListAsync(organization, new() { OperationId = "createUnit", Limit = 2 });
        (
            await Log.ListAsync(
                organization,
                new()
                {
                    OperationId = "createUnit",
                    Limit = 2,
                    Cursor = page.NextCursor,
                }
            )
        ).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_while_new_entries_come()
    {
        var organization = await Noted.OrganizationAsync(_api);

        var (sequences, cursor) = (new List<long>(), (string?)null);
        do
        {
            // Each of these reads is an entry too, and on none of the pages that follow.
            var page = await Log.ListAsync(organization, new() { Limit = 1, Cursor = cursor });
            sequences.Add(page.Items.ShouldHaveSingleItem().Sequence);
            cursor = page.NextCursor;
        } while (cursor is not null);

        sequences.ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public async Task From_is_the_first_instant_and_to_the_first_one_that_is_not_asked_for()
    {
        var organization = await Noted.OrganizationAsync(_api);
        var entries = (await Log.ListAsync(organization)).Items.OrderBy(e => e.OccurredAt).ToList();

        var within = (await Log.ListAsync(organization, new() { From = entries[1].OccurredAt, To = entries[3].OccurredAt })).Items;

        within.Select(e => e.Id).ShouldBe([entries[1].Id, entries[2].Id], ignoreOrder: true);
    }

    [Fact]
    public async Task An_organization_sees_its_own_entries_and_no_other_numbers_them()
    {
        var organization = await Noted.OrganizationAsync(_api);
        await Noted.OrganizationAsync(_api);

        var entries = (await Log.ListAsync(organization)).Items;

        entries.Select(e => e.Sequence).ShouldBe([4, 3, 2, 1]);
        entries.ShouldAllBe(e => e.Path.Contains(organization, StringComparison.Ordinal));
    }
}
