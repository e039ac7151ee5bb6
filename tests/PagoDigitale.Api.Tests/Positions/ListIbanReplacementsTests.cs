using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ListIbanReplacementsTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task Replacements_come_newest_first_by_pages_and_by_their_state()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var made = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            made.Insert(0, (await Treasurer.ReplaceAsync(scene)).Id!);
            if (i < 2)
                await Organizations.CancelIbanReplacementAsync(scene.Organization, made[0]);
        }

        var first = await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { Limit = 2 });
        var second = await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { Limit = 2, Cursor = first.NextCursor });

        first.Items.Concat(second.Items).Select(r => r.Id).ShouldBe(made);
        second.NextCursor.ShouldBeNull();
        (await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { State = ["scheduled"] }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(made[0]);
        (await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { State = ["cancelled"] })).Items.Count.ShouldBe(2);
        (await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { State = ["completed"] })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var other = await fixture.SceneAsync();
        await Treasurer.ReplaceAsync(scene);

        (await Organizations.ListIbanReplacementsAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        (await Organizations.ListIbanReplacementsAsync(other.Organization)).Items.ShouldBeEmpty();
    }
}
