using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class CancelIbanReplacementTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task What_is_called_off_is_told_once_and_never_comes()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var position = await scene.CreateAsync();
        var asked = await Treasurer.ReplaceAsync(scene);

        for (var i = 0; i < 2; i++)
            (await Organizations.CancelIbanReplacementAsync(scene.Organization, asked.Id!)).State.ShouldBe("cancelled");
        await Treasurer.ComeAsync(scene);

        PositionScene.Instalment(await scene.ReadAsync(position)).Transfers.Single().Iban.ShouldBe(PositionScene.OwnIban);
        (
            await scene.QueryAsync<string>(
                $"SELECT type FROM events WHERE organization_id = '{scene.Organization}' AND type LIKE 'iban.replace%' ORDER BY written"
            )
        ).ShouldBe(["iban.replacement-scheduled", "iban.replacement-cancelled"]);
    }

    [Fact]
    public async Task What_has_run_and_what_is_of_another_organization_is_not_called_off()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        var other = await fixture.SceneAsync();
        var asked = await Treasurer.ReplaceAsync(scene);

        await RefusalAsync(
            404,
            "iban-replacement-not-found",
            () => Organizations.CancelIbanReplacementAsync(other.Organization, asked.Id!)
        );
        await fixture.Api.RunJobsAsync();
        await RefusalAsync(
            409,
            "replacement-not-cancellable",
            () => Organizations.CancelIbanReplacementAsync(scene.Organization, asked.Id!)
        );
        (await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!)).State.ShouldBe("completed");
    }
}
