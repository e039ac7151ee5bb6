using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Rows grouped into one position keep their codes: each of them names that position, and none makes a second one.</summary>
public sealed class GroupedCodeTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Each_code_of_a_grouped_position_is_taken_and_finds_it()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var group = await GroupAsync(scene);

        foreach (var code in (string[])["K1", "K2"])
        {
            var refused = await Should.ThrowAsync<PagoDigitaleConflictException>(CreateAsync(scene, code, 5_050));
            refused.Code.ShouldBe("external-id-taken");
            refused.Message.ShouldContain(group.PositionId!);
            refused.Message.ShouldContain(group.NoticeNumber!);
            (await scene.Api.Admin.Positions.ListAsync(scene.Organization, new() { ExternalId = code }))
                .Items.ShouldHaveSingleItem()
                .Id.ShouldBe(group.PositionId);
        }
        (await scene.Api.Admin.Positions.ListAsync(scene.Organization, new() { ExternalId = "K3" })).Items.ShouldBeEmpty();
        (await CreateAsync(scene, "K3", 5_050)).Answer!.Status.ShouldBe(201);
        (await scene.Api.Admin.Positions.ReadAsync(scene.Organization, group.PositionId!)).AmountCents.ShouldBe(15_050);
    }

    [Fact]
    public async Task A_request_and_a_grouping_flow_at_one_moment_make_one_position_of_a_code()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await CheckedAsync(scene);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        // Nobody sees the rows of a chunk before it ends: the request waits for it, or it for the request.
        var made = Task.Run(() => CreateAsync(scene, "K2", 5_050));
        await host.Api.RunJobsAsync();
        var refused = await made.ContinueWith(t => t.IsFaulted, TaskScheduler.Default);

        var codes = await scene.ScalarAsync<long>(
            """
            SELECT (SELECT count(*) FROM positions WHERE organization_id = {org} AND external_id = 'K2')
                + (SELECT count(*) FROM flow_rows WHERE organization_id = {org} AND external_id = 'K2' AND position_id IS NOT NULL)
            """
        );
        codes.ShouldBe(1, refused ? "the flow came first" : "the request came first");
    }

    private static async Task<FlowRow> GroupAsync(FlowScene scene) =>
        (await scene.RowsAsync(await scene.GeneratedAsync(await CheckedAsync(scene))))[0];

    private static Task<Flow> CheckedAsync(FlowScene scene) =>
        scene.CheckedAsync(
            FlowScene.Csv(
                $"K1;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Quota;100,00;31/12/2030;;",
                $"K2;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Tassa;50,50;30/06/2030;;"
            ),
            groupByDebtor: true
        );

    private static Task<Position> CreateAsync(FlowScene scene, string code, long cents) =>
        scene.Api.Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input(cents, FlowScene.Service, code));
}
