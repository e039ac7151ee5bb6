using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ListFlowsTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Flows_are_listed_newest_first_and_filtered()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.CheckedAsync(FlowScene.Many(1, "A"), serviceCode: FlowScene.Service);
        var second = await scene.UploadAsync(FlowScene.Many(2, "B"), fileName: "tassa_100%.csv");
        (await scene.Flows.ListAsync(scene.Organization)).Items.Select(f => f.Id).ShouldBe([second.Id, first.Id]);
        var page = await scene.Flows.ListAsync(scene.Organization, new() { Limit = 1 });
        page.Items.Single().Id.ShouldBe(second.Id);
        (await scene.Flows.ListAsync(scene.Organization, new() { Limit = 1, Cursor = page.NextCursor }))
            .Items.Single()
            .Id.ShouldBe(first.Id);
        (await scene.Flows.ListAsync(scene.Organization, new() { State = ["ready"] })).Items.Single().Id.ShouldBe(first.Id);
        (await scene.Flows.ListAsync(scene.Organization, new() { ServiceCode = FlowScene.Service })).Items.Single().Id.ShouldBe(first.Id);
        (await scene.Flows.ListAsync(scene.Organization, new() { Q = "100%" })).Items.Single().Id.ShouldBe(second.Id);
        (await scene.Flows.ListAsync(scene.Organization, new() { CreatedTo = new DateOnly(2020, 1, 1) })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        await scene.UploadAsync(FlowScene.Many(2));

        (await scene.Flows.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        (await other.Flows.ListAsync(other.Organization)).Items.ShouldBeEmpty();
    }
}
