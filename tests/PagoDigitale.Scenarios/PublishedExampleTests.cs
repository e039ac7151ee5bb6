using System.Text;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>What we publish as an example can be sent as it is.</summary>
public sealed class PublishedExampleTests
{
    [Theory]
    [InlineData("flow-standard-example.csv", 2, 2)]
    [InlineData("flow-standard-options-example.csv", 4, 1)]
    public async Task The_examples_of_the_standard_layout_load_into_the_organization_of_the_quickstart(string name, int rows, int positions)
    {
        await using var api = await TestApi.ListenAsync();
        var options = new MainJobOptions();
        using var http = new HttpClient();
        await new CreateOrganization(
            new Tools(api.Admin, new Uri(api.BaseAddress, "/node/"), new SimulatorClient(http), options, new Silence())
        ).RunAsync(CancellationToken.None);
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name));

        var flow = await api.Admin.Flows.UploadAsync(options.Organization, name, file);
        await api.RunJobsAsync();
        flow = await api.Admin.Flows.ReadAsync(options.Organization, flow.Id);

        var found = (await api.Admin.Flows.ListRowsAsync(options.Organization, flow.Id)).Items;
        found.SelectMany(r => r.Errors).Select(e => $"{e.Field}: {e.Message}").ShouldBeEmpty();
        (flow.State, flow.Counts.Valid, flow.Counts.Rejected).ShouldBe(("ready", rows, 0));
        await api.Admin.Flows.ConfirmAsync(options.Organization, flow.Id);
        await api.RunJobsAsync();
        (await api.Admin.Positions.ListAsync(options.Organization)).Items.Count.ShouldBe(positions);
    }

    [Fact]
    public async Task The_rendicontazione_of_the_contract_can_be_uploaded()
    {
        const string organization = "01234567897";
        await using var api = await TestApi.ListenAsync();
        await api.Admin.Organizations.CreateAsync(new OrganizationInput { FiscalCode = organization, Name = "Comune di Esempio" });
        var xml = OpenApiContract.Instance.Root["components"]!["examples"]!["RendicontazioneXml"]!["value"]!.GetValue<string>();

        var uploaded = await api.Admin.Rendicontazioni.UploadAsync(
            organization,
            "rendicontazione.xml",
            new MemoryStream(Encoding.UTF8.GetBytes(xml))
        );

        uploaded.Answer!.Status.ShouldBe(201);
        (uploaded.FlussoId, uploaded.State, uploaded.ComputedCount, uploaded.ComputedAmountCents).ShouldBe(
            ("2026-06-01ABI03069-0000000000417", "parsed", 2, 18_450)
        );
        uploaded.Anomalies.ShouldBeEmpty();
    }

    private sealed class Silence : IProgressSink, IStepProgress
    {
        public IStepProgress Begin(string title) => this;

        public void At(long done, long total) { }

        public void Say(string fact) { }

        public void Dispose() { }
    }
}
