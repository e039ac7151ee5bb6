using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class IgnoreMovementTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_is_ignored_is_no_anomaly_stays_visible_and_comes_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var movement = await CreditAsync(scene, 4_000, "LGPE-RIVERSAMENTO senza altro");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("TES_NO_IUF_OR_IUV");

        var ignored = await IgnoreAsync(scene, movement);
        await IgnoreAsync(scene, movement);
        await one.Api.RunJobsAsync();

        (ignored.State, ignored.Decision!.Reason).ShouldBe(("ignored", "Non nostro"));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldBeEmpty();
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldBeEmpty();
        (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { State = ["ignored"] }))
            .Items.Single()
            .Id.ShouldBe(movement.Id);
        (await scene.EventsAsync(movement.Id)).ShouldBe(["movement.ignored"]);

        await scene.Client.BankStatements.UnmatchMovementAsync(
            scene.Organization,
            movement.Id,
            new MovementDecisionInput { Reason = "Era nostro" }
        );
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("TES_NO_IUF_OR_IUV");
    }

    [Fact]
    public async Task A_makeshift_match_is_taken_off_and_a_matched_movement_is_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        var wrong = await CreditAsync(scene, 500, Uri(flow));
        await scene.ReconcileAsync();

        await IgnoreAsync(scene, wrong);
        await scene.BalancedAsync();
        (await scene.Client.Rendicontazioni.ReadAsync(scene.Organization, flow.Id)).MovementId.ShouldBeNull();
        var right = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();

        (await ReadAsync(scene, wrong)).State.ShouldBe("ignored");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => IgnoreAsync(scene, right))).Code.ShouldBe("movement-not-open");
    }

    private static Task<Movement> IgnoreAsync(MoneyScene scene, Movement movement) =>
        scene.Client.BankStatements.IgnoreMovementAsync(
            scene.Organization,
            movement.Id,
            new MovementDecisionInput { Reason = "Non nostro" }
        );
}
