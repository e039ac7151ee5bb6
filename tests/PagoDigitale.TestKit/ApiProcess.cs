using PagoDigitale.Sdk;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.TestKit;

/// <summary>The api as a process of its own, workers included, that a test can kill.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private readonly DotnetProcess _process;

    private ApiProcess(DotnetProcess process) => _process = process;

    public Uri BaseAddress => _process.BaseAddress;

    public static async Task<ApiProcess> StartAsync(string connectionString, params (string Name, string Value)[] environment) =>
        new(
            await DotnetProcess.StartAsync(
                "PagoDigitale.Api.dll",
                "/health/ready",
                new Dictionary<string, string>(environment.Select(e => KeyValuePair.Create(e.Name, e.Value)))
                {
                    ["ConnectionStrings__PagoDigitale"] = connectionString,
                    ["PagoDigitale__MasterKey"] = Convert.ToBase64String(new byte[32]),
                    ["PagoDigitale__PublicUrl"] = TestApi.PublicUrl,
                    ["PagoDigitale__Bootstrap__ClientId"] = TestApi.AdminClientId,
                    ["PagoDigitale__Bootstrap__ClientSecret"] = TestApi.AdminSecret,
                    ["PagoDigitale__RateLimit__PerClientPerMinute"] = "1000000",
                    ["PagoDigitale__Jobs__LeaseSeconds"] = "3",
                    ["PagoDigitale__Outbound__AllowedHosts__0"] = "127.0.0.1",
                }
            )
        );

    /// <summary>The most memory it has had resident, in mebibytes.</summary>
    public long PeakMebibytes() => _process.PeakMebibytes();

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Every exchange is checked against the contract.</summary>
    public PagoDigitaleClient Client() =>
        new(
            new PagoDigitaleOptions
            {
                BaseAddress = BaseAddress,
                ClientId = TestApi.AdminClientId,
                ClientSecret = TestApi.AdminSecret,
            },
            new ContractHandler(new SocketsHttpHandler())
        );

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
