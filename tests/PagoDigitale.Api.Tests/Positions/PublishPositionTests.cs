using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class PublishPositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_draft_is_not_owed_until_it_is_published()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.IsDraft = true;
        var draft = await scene.CreateAsync(input);
        draft.State.ShouldBe("draft");
        (await scene.Ledger.ListPostingsAsync(scene.Organization)).Items.ShouldBeEmpty();
        (await scene.Positions.PublishAsync(scene.Organization, draft.Id)).State.ShouldBe("payable");
        (await scene.Positions.PublishAsync(scene.Organization, draft.Id)).Version.ShouldBe(2);
        (await scene.Ledger.ListPostingsAsync(scene.Organization)).Items.ShouldHaveSingleItem().Kind.ShouldBe("issued");
        (await scene.EventsAsync(draft)).ShouldBe(["position.created", "position.published"]);
    }

    [Fact]
    public async Task What_could_not_be_paid_any_more_stays_a_draft()
    {
        var scene = await fixture.SceneAsync();
        var draft = await DraftAsync(scene);
        await scene.SqlAsync(
            $"UPDATE instalments SET valid_until = {TestClock.TodaySql} - 2 WHERE organization_id = '{scene.Organization}'"
        );

        await RefusalAsync(409, "validity-over", () => scene.Positions.PublishAsync(scene.Organization, draft.Id));

        (await scene.ReadAsync(draft)).State.ShouldBe("draft");
        (await scene.Ledger.ListPostingsAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reduced_option_whose_days_went_by_does_not_keep_the_whole_from_being_published()
    {
        var scene = await fixture.SceneAsync();
        var input = OptionScene.InputOf([OptionScene.Reduced(7_000, PositionScene.Today), OptionScene.Option(10_000)]);
        input.IsDraft = true;
        var draft = await scene.CreateAsync(input);
        await scene.SqlAsync(
            $"""
            UPDATE instalments SET valid_until = {TestClock.TodaySql} - 2
            WHERE organization_id = '{scene.Organization}' AND option_index = 1
            """
        );

        var published = await scene.Positions.PublishAsync(scene.Organization, draft.Id);

        (published.State, published.AmountCents, published.OutstandingCents).ShouldBe(("payable", 10_000, 10_000));
        OptionScene.StatesOf(published).ShouldBe("expired | unpaid");
        published.PaymentOptions.Select(o => o.IsOwed).ShouldBe([false, true]);
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization))
            .Accounts.Single(a => a.Account == "receivables")
            .BalanceCents.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_cancelled_draft_is_reopened_first_and_that_of_another_organization_is_not_found()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        var draft = await DraftAsync(scene);

        await RefusalAsync(404, "position-not-found", () => other.Positions.PublishAsync(other.Organization, draft.Id));
        (await scene.ReadAsync(draft)).State.ShouldBe("draft");
        await scene.CancelAsync(draft);
        await RefusalAsync(409, "position-cancelled", () => scene.Positions.PublishAsync(scene.Organization, draft.Id));
    }

    private static Task<Position> DraftAsync(PositionScene scene)
    {
        var input = PositionScene.Input();
        input.IsDraft = true;
        return scene.CreateAsync(input);
    }
}
