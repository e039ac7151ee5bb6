using PagoDigitale.Api.Features.Flows;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>A flow of three rows does not stand behind one of a million.</summary>
public sealed class FlowLaneTests(FlowApi fixture) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task A_small_flow_is_checked_and_generated_in_the_lane_of_those_who_wait()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(3));
        await scene.GeneratedAsync(flow);

        (await LanesAsync(scene)).ShouldBe([("flow.generate", "interactive"), ("flow.validate", "interactive")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_big_file_is_checked_in_the_lane_that_takes_its_time()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var file = FlowScene.Many(8_000);
        file.LongLength.ShouldBeGreaterThan(FlowLane.BytesMax);

        await scene.UploadAsync(file);

        (await LanesAsync(scene)).ShouldBe([("flow.validate", "bulk")]);
    }

    [Theory]
    [InlineData(FlowLane.RowsMax, "Interactive")]
    [InlineData(FlowLane.RowsMax + 1, "Bulk")]
    public void What_is_generated_goes_by_its_rows(long rows, string lane) => FlowLane.OfRows(rows).ToString().ShouldBe(lane);

    private async Task<IEnumerable<(string, string)>> LanesAsync(FlowScene scene) =>
        (await fixture.Api.Admin.Jobs.ListAsync(new() { Organization = scene.Organization })).Items.Select(j => (j.Kind, j.Lane));
}
