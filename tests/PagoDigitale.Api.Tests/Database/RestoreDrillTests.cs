using PagoDigitale.Api.Tests.Events;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// What an operator does on a bad day: pg_dump, a new server, pg_restore. Everything goes on where it was: the places of
/// followers, the sub-ledger, repetitions of requests, work that was queued, the chain of the activity log.
/// </summary>
public sealed class RestoreDrillTests
{
    [Fact]
    public async Task A_restored_database_on_a_new_server_goes_on_where_it_was()
    {
        await using var old = await TestApi.StartAsync();
        // A server that has lived: its transactions have high numbers, those of a new one begin low.
        await Feed.ExecuteAsync(
            old.ConnectionString,
            "DO $$ BEGIN FOR i IN 1..3000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
        );
        var scene = await PositionScene.CreateAsync(old);
        var paid = await scene.CreateAsync();
        await scene.PayOutsideAsync(paid);
        var input = PositionScene.Input(12_345);
        var keyed = await old.Admin.Positions.CreateAsync(scene.Organization, input, idempotencyKey: "before-the-restore");
        var flow = await old.Admin.Flows.UploadAsync(
            scene.Organization,
            "quote.csv",
            new MemoryStream(FlowScene.Csv($"X-1;;{FlowScene.Entity(1)};Società X;TARI;Quota;12,00;31/12/2030;;"))
        );
        var (before, place) = await Feed.FollowAsync(old, scene.Organization, null);
        before.Count.ShouldBeGreaterThan(3);
        var half = (await old.Admin.Events.ListAsync(scene.Organization, new() { Limit = 2 })).ResumeAfter;
        var across = (await old.Admin.Events.ListAcrossOrganizationsAsync(new() { Limit = 200 })).ResumeAfter;
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        var log = await old.Admin.ActivityLog.VerifyAsync(scene.Organization);

        await using var server = await PostgresDump.NewServerAsync();
        await using var restored = await TestApi.OverAsync(await PostgresDump.RestoreAsync(old.ConnectionString, server, "restored"));

        var (after, end) = await Feed.FollowAsync(restored, scene.Organization, null);
        after.Select(e => (e.Id, e.Sequence)).ShouldBe(before.Select(e => (e.Id, e.Sequence)));
        (await Feed.FollowAsync(restored, scene.Organization, half)).Events.Select(e => e.Id).ShouldBe(before.Skip(2).Select(e => e.Id));
        (await Feed.FollowAsync(restored, scene.Organization, place)).Events.ShouldBeEmpty();
        (await restored.Admin.Events.ListAcrossOrganizationsAsync(new() { After = across })).Items.ShouldBeEmpty();
        var balanceAfter = await restored.Admin.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balanceAfter
            .Accounts.Select(a => (a.Account, a.DebitCents, a.CreditCents))
            .ShouldBe(balance.Accounts.Select(a => (a.Account, a.DebitCents, a.CreditCents)));

        var repeated = await restored.Admin.Positions.CreateAsync(scene.Organization, input, idempotencyKey: "before-the-restore");
        repeated.Id.ShouldBe(keyed.Id);
        repeated.Answer!.IsReplayed.ShouldBeTrue();
        (await restored.RunJobsAsync()).ShouldBeGreaterThan(0);
        (await restored.Admin.Flows.ReadAsync(scene.Organization, flow.Id)).State.ShouldBe(FlowStates.Ready);

        var created = await restored.Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input());
        var (fresh, _) = await Feed.FollowAsync(restored, scene.Organization, place);
        fresh.ShouldContain(e => e.Subject.Id == created.Id);
        fresh.Min(e => e.Sequence).ShouldBeGreaterThan(before.Max(e => e.Sequence));
        end.ShouldBe(place);
        var logAfter = await restored.Admin.ActivityLog.VerifyAsync(
            scene.Organization,
            new() { Sequence = log.EntriesVerified, Hash = log.LastHash }
        );
        logAfter.IsIntact.ShouldBeTrue();
        logAfter.EntriesVerified.ShouldBeGreaterThan(log.EntriesVerified);
    }
}
