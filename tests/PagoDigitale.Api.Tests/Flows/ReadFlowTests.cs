using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ReadFlowTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task A_flow_is_shown_as_it_was_sent_and_as_far_as_it_has_come()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var sent = await scene.UploadAsync(
            FlowScene.Many(3),
            serviceCode: FlowScene.Service,
            externalId: "RUOLO-1",
            commonDescription: "Saldo 2026"
        );

        var received = await scene.Flows.ReadAsync(scene.Organization, sent.Id);
        await host.Api.RunJobsAsync();
        var ready = await scene.Flows.ReadAsync(scene.Organization, sent.Id);

        (received.State, received.Progress.Percent, received.Version).ShouldBe(("received", 0, 1));
        (ready.Id, ready.FileName, ready.ExternalId, ready.FileSha256).ShouldBe((sent.Id, "quote.csv", "RUOLO-1", sent.FileSha256));
        (ready.Parameters.ServiceCode, ready.Parameters.CommonDescription).ShouldBe((FlowScene.Service, "Saldo 2026"));
        (ready.State, ready.Progress.ProcessedRows, ready.Progress.Percent, ready.Counts.Valid).ShouldBe(("ready", 3, 100, 3));
    }

    [Fact]
    public async Task A_flow_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(2));

        foreach (var id in new[] { flow.Id, "flw_nothing" })
            await RefusalAsync(404, "flow-not-found", () => other.Flows.ReadAsync(other.Organization, id));
    }
}
