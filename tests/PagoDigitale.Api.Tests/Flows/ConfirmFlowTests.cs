using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ConfirmFlowTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Confirming_twice_generates_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(5));
        (await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.ConfirmAsync(scene.Organization, flow.Id))).Code.ShouldBe(
            "flow-not-ready"
        );
        await host.Api.RunJobsAsync();
        (await scene.Flows.ConfirmAsync(scene.Organization, flow.Id)).State.ShouldBe("generating");
        (await scene.Flows.ConfirmAsync(scene.Organization, flow.Id)).State.ShouldBe("generating");
        (await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.CancelAsync(scene.Organization, flow.Id))).Code.ShouldBe(
            "flow-not-cancellable"
        );
        await host.Api.RunJobsAsync();
        (await scene.Flows.ConfirmAsync(scene.Organization, flow.Id)).State.ShouldBe("completed");
        await host.Api.RunJobsAsync();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM positions WHERE organization_id = {org}")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM events WHERE organization_id = {org} AND type = 'flow.completed'")).ShouldBe(
            1
        );
    }

    /// <summary>Who follows the feed finds every position and every notice that a flow made, by one way.</summary>
    [Fact]
    public async Task Who_follows_the_feed_finds_what_the_flow_made()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(7));
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await scene.GenerateChunkAsync(flow, 3);
        await host.Api.RunJobsAsync();

        var feed = (await host.Api.Admin.Events.ListAsync(scene.Organization)).Items;
        var told = feed.Where(e => e.Type == EventTypes.FlowPositionsCreated).Select(e => e.DataAs<FlowPositionsCreatedData>()!).ToList();
        told.Select(t => (t.FlowId, t.PositionsCount, t.FirstRowNumber, t.LastRowNumber, t.GeneratedCount))
            .ShouldBe([(flow.Id, 3, 2, 4, 3), (flow.Id, 4, 5, 8, 7)]);
        var completed = feed.Last().DataAs<FlowEventData>()!;
        (feed.Last().Type, completed.State, completed.GeneratedCount).ShouldBe((EventTypes.FlowCompleted, FlowStates.Completed, 7));
        told.Sum(t => t.AmountCents).ShouldBe(completed.GeneratedCents);

        var positions = (await host.Api.Admin.Positions.ListAsync(scene.Organization, new() { FlowId = told[0].FlowId })).Items;
        var notices = (await host.Api.Admin.Notices.ListAsync(scene.Organization, new() { FlowId = told[0].FlowId })).Items;
        positions.Count.ShouldBe(told.Sum(t => t.PositionsCount));
        positions.Sum(p => p.AmountCents).ShouldBe(completed.GeneratedCents);
        notices
            .Select(n => n.NoticeNumber)
            .ShouldBe(positions.SelectMany(p => p.Instalments).Select(i => i.NoticeNumber), ignoreOrder: true);
        feed.ShouldNotContain(e => e.Type == EventTypes.PositionCreated);
    }

    [Fact]
    public async Task A_flow_without_a_valid_row_is_not_confirmed()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv($";;XX;Rossi;{FlowScene.Service};Quota;10,00;;;"));

        await RefusalAsync(409, "flow-without-valid-rows", () => scene.Flows.ConfirmAsync(scene.Organization, flow.Id));

        var after = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (after.State, after.Version).ShouldBe(("ready", flow.Version));
    }

    [Fact]
    public async Task A_flow_of_another_organization_is_not_found()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));

        await RefusalAsync(404, "flow-not-found", () => other.Flows.ConfirmAsync(other.Organization, flow.Id));
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).State.ShouldBe("ready");
    }
}
