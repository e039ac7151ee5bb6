using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Status;

public sealed class WorkerHeartbeatTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task A_worker_that_runs_is_seen_and_one_that_stops_says_so()
    {
        var rows = new PositionRows(_api.ConnectionString);
        var heartbeat = new WorkerHeartbeat(
            _api.Services.GetRequiredService<AppDataSource>(),
            _api.Services.GetRequiredService<JobRunners>(),
            TimeProvider.System,
            NullLogger<WorkerHeartbeat>.Instance
        );

        await heartbeat.StartAsync(default);
        for (var i = 0; i < 200 && await rows.ReadAsync<long>("SELECT count(*) FROM workers") == 0; i++)
            await Task.Delay(20);
        (await rows.ReadAsync<long>("SELECT count(*) FROM workers")).ShouldBe(1);

        await heartbeat.StopAsync(default);
        (await rows.ReadAsync<long>("SELECT count(*) FROM workers")).ShouldBe(0);
    }
}
