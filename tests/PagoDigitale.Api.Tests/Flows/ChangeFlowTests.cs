using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ChangeFlowTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task New_parameters_check_the_rows_again_and_keep_exclusions()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv($";;{FlowScene.Rossi};Rossi;;Uno;10,00;;;", $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Due;20,00;;;")
        );
        flow.Counts.Rejected.ShouldBe(1);
        flow = await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new FlowRowSelection { RowNumbers = [3] });
        (
            await Should.ThrowAsync<PagoDigitaleException>(() => scene.Flows.ChangeAsync(scene.Organization, flow.Id, 1, new FlowChange()))
        ).Status.ShouldBe(412);
        var changed = await scene.Flows.ChangeAsync(
            scene.Organization,
            flow.Id,
            flow.Version,
            new FlowChange
            {
                ServiceCode = FlowScene.PlainService,
                CommonDescription = "Saldo 2026",
                DefaultDueDate = new DateOnly(2030, 6, 30),
                ValidUntil = new DateOnly(2031, 6, 30),
            }
        );
        changed.State.ShouldBe("received");
        changed.Parameters.CommonDescription.ShouldBe("Saldo 2026");
        await host.Api.RunJobsAsync();
        var rows = await scene.RowsAsync(changed);
        rows.Select(r => r.Verdict).ShouldBe(["valid", "excluded"]);
        rows.ShouldAllBe(r => r.Description == "Saldo 2026" && r.DueDate == new DateOnly(2030, 6, 30));
        await scene.GeneratedAsync(changed);
        (
            await scene.ScalarAsync<string>(
                """
                SELECT p.service_code || '/' || p.description || '/' || i.due_date || '/' || i.valid_until FROM positions p
                    JOIN instalments i USING (organization_id, position_id) WHERE p.organization_id = {org}
                """
            )
        ).ShouldBe($"{FlowScene.PlainService}/Saldo 2026/2030-06-30/2031-06-30");
    }

    [Fact]
    public async Task A_service_closed_after_the_upload_does_not_stop_other_changes()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(1), serviceCode: FlowScene.PlainService);
        await scene.SqlAsync(
            $"""
            UPDATE services SET is_active = false WHERE organization_id = '{scene.Organization}'
                AND service_code = '{FlowScene.PlainService}'
            """
        );

        (await scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new FlowChange { Description = "Altra" })).State.ShouldBe(
            "received"
        );
    }

    [Fact]
    public async Task Where_the_positions_belong_is_changed_without_another_check()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.SqlAsync(
            $"""
            INSERT INTO units (organization_id, unit_id, code, name, created_at)
                VALUES ('{scene.Organization}', gen_random_uuid(), 'TRIBUTI', 'Ufficio tributi', now())
            """
        );
        var flow = await scene.CheckedAsync(FlowScene.Many(1));

        var changed = await scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new FlowChange { UnitCode = "TRIBUTI" });

        (changed.State, changed.Parameters.UnitCode, changed.Version).ShouldBe(("ready", "TRIBUTI", flow.Version + 1));
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_changes_nothing()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(1));
        Task ChangeAsync(FlowChange change) => scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, change);

        await FieldRefusalAsync("serviceCode", "code-invalid", () => ChangeAsync(new() { ServiceCode = "non un codice" }));
        await FieldRefusalAsync("unitCode", "unit-not-found", () => ChangeAsync(new() { UnitCode = "NESSUNA" }));
        await FieldRefusalAsync("encoding", "encoding-unknown", () => ChangeAsync(new() { Encoding = "ebcdic" }));

        var after = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (after.State, after.Version).ShouldBe(("ready", flow.Version));
    }

    [Fact]
    public async Task Only_a_flow_that_is_ready_is_changed_and_only_by_its_organization()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(1));
        var change = new FlowChange { CommonDescription = "Saldo" };

        var busy = await RefusalAsync(
            409,
            "flow-not-ready",
            () => scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, change)
        );
        busy.Problem!.Detail!.ShouldEndWith("Wait until its rows have been checked.");
        await RefusalAsync(404, "flow-not-found", () => other.Flows.ChangeAsync(other.Organization, flow.Id, flow.Version, change));
    }
}
