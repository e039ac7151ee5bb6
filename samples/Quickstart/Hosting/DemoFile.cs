using System.Text.Json;
using PagoDigitale.Quickstart.MainJob;

namespace PagoDigitale.Quickstart.Hosting;

/// <summary>Everything an HTTP client needs to start, in <c>.pagodigitale/demo.json</c>. It holds a secret: for its owner alone.</summary>
internal sealed record DemoFile(
    Uri BaseUrl,
    Uri TokenUrl,
    string ClientId,
    string ClientSecret,
    string Organization,
    string BrokerFiscalCode,
    string Station,
    string SegregationCode,
    Uri NodeUrl,
    Uri SimulatorUrl
)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string FullPath { get; } = Path.GetFullPath(Path.Combine(".pagodigitale", "demo.json"));

    public static async Task<DemoFile> WriteAsync(DemoHost demo, MainJobOptions options, CancellationToken cancellationToken)
    {
        var file = new DemoFile(
            demo.BaseAddress,
            new Uri(demo.BaseAddress, "/v1/oauth/token"),
            DemoHost.ClientId,
            demo.ClientSecret,
            options.Organization,
            options.Broker,
            options.Station,
            options.SegregationCode,
            new Uri(demo.NodeUrl, options.Station),
            demo.SimulatorAddress
        );
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath)!);
        Delete();
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(FullPath, how);
        await JsonSerializer.SerializeAsync(stream, file, Indented, cancellationToken);
        return file;
    }

    /// <summary>Nothing answers any more at what it names.</summary>
    public static void Delete() => File.Delete(FullPath);
}
