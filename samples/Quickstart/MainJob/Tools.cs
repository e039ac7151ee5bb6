using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>What every step works with. NodeUrl is where the stations answer, up to and without the station.</summary>
public sealed record Tools(
    PagoDigitaleClient Client,
    Uri NodeUrl,
    SimulatorClient Simulator,
    MainJobOptions Options,
    IProgressSink Progress
)
{
    public string Organization => Options.Organization;

    public Uri StationUrl => new(NodeUrl.AbsoluteUri.TrimEnd('/') + "/" + Options.Station);
}
