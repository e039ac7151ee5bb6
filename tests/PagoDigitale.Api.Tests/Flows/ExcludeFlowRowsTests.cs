using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ExcludeFlowRowsTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Excluded_rows_stay_out_and_can_be_taken_back()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Uno;10,00;;;",
                $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Due;20,00;;;",
                $";;X;Rossi;{FlowScene.Service};Tre;30,00;;;"
            )
        );
        var changed = await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2, 3] });
        changed.Counts.ShouldSatisfyAllConditions(c => c.Valid.ShouldBe(0), c => c.Excluded.ShouldBe(2));
        (
            await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2] })
        ).Counts.Excluded.ShouldBe(2);
        var nothing = await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.ConfirmAsync(scene.Organization, flow.Id));
        nothing.Code.ShouldBe("flow-without-valid-rows");
        changed = await scene.Flows.IncludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [3] });
        changed.Amounts.ShouldSatisfyAllConditions(
            a => a.ValidCents.ShouldBe(2_000),
            a => a.ExcludedCents.ShouldBe(1_000),
            a => a.RejectedCents.ShouldBe(3_000)
        );
        var rejected = await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2, 4] });
        rejected.Counts.ShouldSatisfyAllConditions(c => c.Valid.ShouldBe(1), c => c.Excluded.ShouldBe(1), c => c.Rejected.ShouldBe(1));
        var refused = await Should.ThrowAsync<PagoDigitaleException>(() =>
            scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [4, 77, 78] })
        );
        refused.Status.ShouldBe(422);
        refused.Problem!.Errors!.Select(e => e.Message).ShouldBe(["rows 77, 78 are not in this flow"]);
        refused = await Should.ThrowAsync<PagoDigitaleException>(() =>
            scene.Flows.IncludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2, 4] })
        );
        refused.Problem!.Errors!.Select(e => (e.Code, e.Message)).ShouldBe([("row-rejected", "row 4 is rejected")]);
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Counts.Excluded.ShouldBe(1, "all or none");
        var done = await scene.GeneratedAsync(flow);
        done.Counts.ShouldSatisfyAllConditions(c => c.Generated.ShouldBe(1), c => c.Excluded.ShouldBe(1));
        (await scene.ScalarAsync<string>("SELECT description FROM positions WHERE organization_id = {org}")).ShouldBe("Due");
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [3] })
            )
        ).Code.ShouldBe("flow-not-ready");
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_leaves_everything_in()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));
        Task ExcludeAsync(params int[] rows) =>
            scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = rows });

        await FieldRefusalAsync("rowNumbers", "row-numbers-count", () => ExcludeAsync());
        await FieldRefusalAsync("rowNumbers", "row-number-invalid", () => ExcludeAsync(0));
        await FieldRefusalAsync("rowNumbers", "row-not-found", () => ExcludeAsync(2, 9));

        var after = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (after.Counts.Valid, after.Version).ShouldBe((2, flow.Version));
    }

    [Fact]
    public async Task Rows_of_another_organization_are_not_found()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(1));

        await RefusalAsync(
            404,
            "flow-not-found",
            () => other.Flows.ExcludeRowsAsync(other.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2] })
        );
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Counts.Valid.ShouldBe(1);
    }
}
