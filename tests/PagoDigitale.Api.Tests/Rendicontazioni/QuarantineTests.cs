using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>Two files of one flow, PSP and date: the second is there for everybody to see, and counts when somebody says so.</summary>
public sealed class QuarantineTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_is_in_quarantine_is_listed_and_counts_for_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var taken = await scene.UploadAsync(file);
        var other = file with { Rows = [first.Row, second.Row] };

        var kept = await ConflictAsync(scene, other);

        (kept.FlussoId, kept.Revision, kept.ComputedCount, kept.TotalAmountCents).ShouldBe((taken.FlussoId, 2, 2, 12_000));
        (kept.IsAccounted, kept.MovementId, kept.SupersededBy).ShouldBe((false, null, null));
        kept.Anomalies.ShouldHaveSingleItem().Code.ShouldBe("rendicontazione-differs");
        kept.Anomalies.Single().Message.ShouldContain(taken.Id);
        (await scene.ReadAsync(kept)).State.ShouldBe("quarantined");
        (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, kept.Id)).Items.ShouldBeEmpty();
        using (var xml = await scene.Client.Rendicontazioni.DownloadAsync(scene.Organization, kept.Id))
            (await xml.ReadBytesAsync()).ShouldBe(other.ToBytes());
        (await scene.StateAsync(second)).ShouldBe("paid");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(10_000);
        (await scene.EventsAsync(kept.Id)).ShouldBe(["rendicontazione.quarantined"]);
        // The same file again is the same one in quarantine.
        (await ConflictAsync(scene, other)).Id.ShouldBe(kept.Id);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, taken.FlussoId));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldAllBe(i => i.IsRegular || i.Iuv == second.Iuv);
        (await scene.ReadAsync(taken)).State.ShouldBe("matched");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Replayed_it_counts_in_the_place_of_the_other()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var taken = await scene.UploadAsync(file);
        var kept = await ConflictAsync(scene, file with { Rows = [first.Row, second.Row] });

        var replayed = await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, (await RefusedAsync(scene)).Id);

        replayed.TakenAs.ShouldBe(kept.Id);
        (await scene.EventsAsync(replayed.Id)).ShouldBe(["refused-message.received", "refused-message.taken"]);
        kept = await scene.ReadAsync(kept);
        (kept.State, kept.Anomalies.Count).ShouldBe(("parsed", 0));
        taken = await scene.ReadAsync(taken);
        (taken.State, taken.SupersededBy).ShouldBe(("superseded", kept.Id));
        (await scene.StateAsync(second)).ShouldBe("reported");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(12_000);
        (await scene.EventsAsync(kept.Id)).ShouldBe(["rendicontazione.quarantined", "rendicontazione.parsed"]);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Dismissed_it_gives_way_and_may_be_taken_after_all()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var taken = await scene.UploadAsync(file);
        var other = file with { Rows = [first.Row, second.Row] };
        var kept = await ConflictAsync(scene, other);
        var message = await RefusedAsync(scene);

        await scene.Client.RefusedMessages.DismissAsync(scene.Organization, message.Id, new() { Reason = "Doppione" });

        kept = await scene.ReadAsync(kept);
        (kept.State, kept.SupersededBy).ShouldBe(("superseded", taken.Id));
        (await scene.ReadAsync(taken)).State.ShouldBe("parsed");
        (await scene.EventsAsync(kept.Id)).ShouldBe(["rendicontazione.quarantined", "rendicontazione.superseded"]);
        await scene.BalancedAsync();

        var replayed = await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, message.Id);

        var newer = await scene.Client.Rendicontazioni.ReadAsync(scene.Organization, replayed.TakenAs!);
        (newer.State, newer.ComputedCount).ShouldBe(("parsed", 2));
        (await scene.ReadAsync(taken)).SupersededBy.ShouldBe(newer.Id);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(12_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Of_several_decisions_at_once_one_is_taken_and_told()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        var kept = await ConflictAsync(scene, file with { Rows = [first.Row, second.Row] });
        var message = await RefusedAsync(scene);

        var replays = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => scene.Client.RefusedMessages.ReplayAsync(scene.Organization, message.Id))
        );

        replays.ShouldAllBe(r => r.State == "taken" && r.TakenAs == kept.Id);
        (await scene.EventsAsync(message.Id)).ShouldBe(["refused-message.received", "refused-message.taken"]);
        (await scene.EventsAsync(kept.Id)).ShouldBe(["rendicontazione.quarantined", "rendicontazione.parsed"]);
        await scene.BalancedAsync();
    }

    /// <summary>What was decided against stands in nobody's way.</summary>
    [Fact]
    public async Task A_right_file_takes_the_place_of_a_wrong_one_though_another_was_dismissed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var wrong = await scene.UploadAsync(file with { TotalCents = 9_999 });
        await ConflictAsync(scene, file with { Rows = [second.Row], TotalCents = 9_998 });
        await scene.Client.RefusedMessages.DismissAsync(scene.Organization, (await RefusedAsync(scene)).Id, new() { Reason = "Errato" });

        var right = await scene.UploadAsync(file with { Rows = [first.Row, second.Row] });

        (right.Answer!.Status, right.State).ShouldBe((201, "parsed"));
        (await scene.ReadAsync(wrong)).SupersededBy.ShouldBe(right.Id);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_later_revision_ends_it_and_there_is_nothing_left_to_decide()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        var kept = await ConflictAsync(scene, file with { Rows = [first.Row, second.Row] });

        var newer = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [second.Row] });

        kept = await scene.ReadAsync(kept);
        (kept.State, kept.SupersededBy, newer.Revision).ShouldBe(("superseded", newer.Id, 3));
        var message = await RefusedAsync(scene);
        (message.State, message.DismissalReason).ShouldBe(("dismissed", "A later revision of the flow came"));
        (await scene.EventsAsync(message.Id)).ShouldBe(["refused-message.received", "refused-message.dismissed"]);
        var replayed = await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, message.Id);
        (replayed.State, replayed.TakenAs).ShouldBe(("taken", kept.Id));
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization)).Items.Count.ShouldBe(3);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(2_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task It_is_its_organizations_alone_and_no_reversale_is_issued_on_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        var kept = await ConflictAsync(scene, file with { Rows = [second.Row] });
        var other = await OrganizationAsync(one.Api);

        await RefusalAsync(404, "rendicontazione-not-found", () => scene.Client.Rendicontazioni.ReadAsync(other, kept.Id));

        var reversale = await scene.IssueAsync(file.FlussoId);
        reversale.Items.ShouldHaveSingleItem().AmountCents.ShouldBe(10_000);
        (await scene.ReadAsync(kept)).IsAccounted.ShouldBeFalse();
    }

    /// <summary>What is in quarantine then; the refusal names it.</summary>
    private static async Task<Rendicontazione> ConflictAsync(MoneyScene scene, FlowFile file)
    {
        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(file));
        var kept = (
            await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { State = [RendicontazioneStates.Quarantined] })
        ).Items.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("rendicontazione-differs");
        refusal.Problem!.Detail!.ShouldContain(kept.Id);
        return kept;
    }

    private static async Task<RefusedMessage> RefusedAsync(MoneyScene scene) =>
        (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
}
