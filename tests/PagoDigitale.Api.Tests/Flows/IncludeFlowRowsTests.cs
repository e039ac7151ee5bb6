using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class IncludeFlowRowsTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task What_was_left_out_is_in_again_and_asking_twice_changes_nothing()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(3));
        await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2, 3] });

        var included = await IncludeAsync(scene, flow, 3, 3);
        var again = await IncludeAsync(scene, flow, 3);

        (included.Counts.Valid, included.Counts.Excluded, included.Amounts.ExcludedCents).ShouldBe((2, 1, 12_345));
        again.Version.ShouldBe(included.Version);
        (
            await scene.ScalarAsync<string>(
                "SELECT string_agg(type, ' ' ORDER BY written) FROM events WHERE organization_id = {org} AND type LIKE 'flow.rows-%'"
            )
        ).ShouldBe("flow.rows-excluded flow.rows-included");
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_named_together_and_nothing_is()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var issued = $"A-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;";
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(issued)));
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                issued,
                $";;XX;Rossi;{FlowScene.Service};Due;20,00;;;",
                $";;{FlowScene.Bianchi};B;{FlowScene.Service};Tre;30,00;;;"
            )
        );
        flow = await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [4] });

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => IncludeAsync(scene, flow, 2, 3, 4, 7));

        refused
            .Errors.Select(e => (e.Field, e.Code, e.Message))
            .ShouldBe([
                ("rowNumbers", "row-not-found", "row 7 is not in this flow"),
                ("rowNumbers", "row-rejected", "row 3 is rejected"),
                ("rowNumbers", "external-id-taken", "row 2 is issued already under the same external code"),
            ]);
        var after = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (after.Counts.Excluded, after.Version).ShouldBe((2, flow.Version));
    }

    [Fact]
    public async Task An_empty_list_is_told_how_many_rows_it_may_name()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => IncludeAsync(scene, flow));

        var error = refused.Errors.Single();
        (error.Field, error.Code, error.Remedy).ShouldBe(
            ("rowNumbers", "row-numbers-count", "Send 1 to 1000 row numbers; more in several requests.")
        );
    }

    [Fact]
    public async Task Rows_are_taken_back_until_the_flow_is_confirmed_and_by_its_organization()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));
        await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2] });
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);

        await RefusalAsync(409, "flow-not-ready", () => IncludeAsync(scene, flow, 2));
        await RefusalAsync(404, "flow-not-found", () => IncludeAsync(other, flow, 2));
    }

    [Fact]
    public async Task What_a_person_left_out_in_the_end_stays_out_whatever_a_new_check_finds()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var row = $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;";
        var first = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(row)));
        var flow = await scene.CheckedAsync([.. FlowScene.Csv(row), .. "\n"u8]);
        flow.Counts.Excluded.ShouldBe(1);
        await IncludeAsync(scene, flow, 2);
        await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [2] });
        await host.Api.Admin.Positions.CancelAsync(
            scene.Organization,
            (await scene.RowsAsync(first))[0].PositionId!,
            new() { Reason = "Errore" }
        );

        var now = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        await scene.Flows.ChangeAsync(scene.Organization, flow.Id, now.Version, new() { Description = "Quota 2026" });
        await scene.Api.RunJobsAsync();

        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Counts.Excluded.ShouldBe(1);
    }

    private static Task<Flow> IncludeAsync(FlowScene scene, Flow flow, params int[] rows) =>
        scene.Flows.IncludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = rows });
}
