using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ReadIbanReplacementTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task Until_its_day_it_counts_what_it_would_change_and_then_what_it_changed()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var asked = await Treasurer.ReplaceAsync(scene);
        await scene.CreateAsync();
        var scheduled = await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!);

        await Treasurer.ComeAsync(scene);
        await scene.CreateAsync();

        (scheduled.State, scheduled.Iban, scheduled.NewIban).ShouldBe(("scheduled", PositionScene.OwnIban, Treasurer.Iban));
        (asked.Counts.Notices, scheduled.Counts.Notices, scheduled.CompletedAt).ShouldBe((0, 1, null));
        var done = await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!);
        (done.State, done.Counts.Notices).ShouldBe(("completed", 1));
    }

    [Fact]
    public async Task That_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var other = await fixture.SceneAsync();
        var asked = await Treasurer.ReplaceAsync(scene);

        foreach (var id in new[] { asked.Id!, "ibr_nothing" })
            await RefusalAsync(404, "iban-replacement-not-found", () => Organizations.ReadIbanReplacementAsync(other.Organization, id));
    }
}
