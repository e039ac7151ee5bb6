using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Status;

public sealed class ReadReadinessTests : IAsyncLifetime
{
    /// <summary>Answers of one second are the same answer.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(1_100);

    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    /// <summary>A load balancer must not wait for the database to be back before it hears that it is away.</summary>
    [Fact]
    public async Task Without_its_database_it_is_not_ready()
    {
        var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Ephemeral = true });
        await using (var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString))
        await using (var create = source.CreateCommand("CREATE DATABASE away"))
            await create.ExecuteNonQueryAsync();
        await using var api = await TestApi.StartAsync(("ConnectionStrings:PagoDigitale", server.ConnectionStringFor("away")));
        using var http = api.Http();
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await server.DisposeAsync();
        await Task.Delay(Fresh);

        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_service_says_that_it_can_serve_without_a_token() =>
        (await ReadAsync()).Checks!.Select(c => c.Name).ShouldBe(["database", "signing-keys", "jobs"]);

    [Fact]
    public async Task Without_any_worker_alive_the_service_is_degraded_and_serves()
    {
        var alone = await ReadAsync();
        alone.Status.ShouldBe(ServiceStates.Degraded);
        JobsOf(alone).Detail!.ShouldContain("No worker");
        alone.Checks!.Where(c => c.Name != "jobs").ShouldAllBe(c => c.Status == CheckStates.Up);

        using var heartbeat = new WorkerHeartbeat(
            _api.Services.GetRequiredService<AppDataSource>(),
            _api.Services.GetRequiredService<JobRunners>(),
            TimeProvider.System,
            NullLogger<WorkerHeartbeat>.Instance
        );
        await heartbeat.BeatAsync(default);
        (await ReadAsync()).Status.ShouldBe(ServiceStates.Up);

        await SqlAsync("UPDATE workers SET seen_at = now() - interval '61 seconds'");
        (await ReadAsync()).Status.ShouldBe(ServiceStates.Degraded);
    }

    [Theory]
    [InlineData("queued", "run_after = now() - interval '11 minutes'", "due for 11 minutes")]
    [InlineData("queued", "run_after = now() - interval '185 seconds'", "has been waiting for 18")]
    [InlineData("running", "lease_until = now() - interval '20 minutes'", "due for 20 minutes")]
    [InlineData("parked", "attempts = 12", "Jobs that failed 12 times and are parked: 1.")]
    public async Task Work_that_nobody_does_is_told(string state, string how, string told)
    {
        using var heartbeat = new WorkerHeartbeat(
            _api.Services.GetRequiredService<AppDataSource>(),
            _api.Services.GetRequiredService<JobRunners>(),
            TimeProvider.System,
            NullLogger<WorkerHeartbeat>.Instance
        );
        await heartbeat.BeatAsync(default);
        await SqlAsync(
            $"""
            INSERT INTO jobs (job_id, kind, organization_id, payload, state, run_after, created_at)
            VALUES (gen_random_uuid(), 'any', '*', jsonb_build_object(), '{state}', now(), now())
            """
        );
        (await ReadAsync()).Status.ShouldBe(state == "parked" ? ServiceStates.Degraded : ServiceStates.Up);

        await SqlAsync($"UPDATE jobs SET {how}");
        var readiness = await ReadAsync();

        readiness.Status.ShouldBe(ServiceStates.Degraded);
        JobsOf(readiness).Status.ShouldBe(CheckStates.Down);
        JobsOf(readiness).Detail!.ShouldContain(told);
    }

    [Fact]
    public async Task A_lane_that_no_worker_runs_is_told()
    {
        await HeartbeatOf(("PagoDigitale:Jobs:Lanes:Night:Runners", "0"), ("PagoDigitale:Jobs:Lanes:Outbound:Runners", "0"))
            .BeatAsync(default);
        var readiness = await ReadAsync();

        readiness.Status.ShouldBe(ServiceStates.Degraded);
        JobsOf(readiness)
            .Detail!.ShouldBe(
                "No worker runs the jobs of outbound, night: give one of them runners (PagoDigitale:Jobs:Lanes:outbound:Runners)."
            );

        await HeartbeatOf(("PagoDigitale:Jobs:Lanes:Bulk:Runners", "0"), ("PagoDigitale:Jobs:Lanes:Interactive:Runners", "0"))
            .BeatAsync(default);
        (await ReadAsync()).Status.ShouldBe(ServiceStates.Up);
    }

    [Fact]
    public async Task A_master_key_that_does_not_open_the_signing_keys_takes_the_replica_out_of_service()
    {
        (await SignAsync(_api)).ShouldBe(HttpStatusCode.OK);
        await using var other = await TestApi.StartAsync(
            ("ConnectionStrings:PagoDigitale", _api.ConnectionString),
            ("PagoDigitale:Bootstrap:ClientSecret", TestApi.AdminSecret),
            ("PagoDigitale:MasterKey", Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]))
        );
        using var anybody = other.Client(null, null);

        var refusal = await Should.ThrowAsync<PagoDigitaleException>(() => anybody.Status.ReadReadinessAsync());

        refusal.Status.ShouldBe(503);
        refusal.Code.ShouldBe("signing-keys-unreadable");
        refusal.Problem!.Detail!.ShouldContain("PagoDigitale:MasterKey");
        (await SignAsync(other)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ReadAsync()).Checks!.Single(c => c.Name == "signing-keys").Status.ShouldBe(CheckStates.Up);
    }

    [Fact]
    public async Task A_schema_that_lacks_a_migration_is_not_served()
    {
        await SqlAsync("DELETE FROM schema_migrations WHERE name = (SELECT max(name) FROM schema_migrations)");

        (await Should.ThrowAsync<PagoDigitaleException>(ReadAsync)).Code.ShouldBe("schema-outdated");
    }

    [Fact]
    public async Task A_database_that_nobody_may_enter_is_not_served()
    {
        await ReadAsync();
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(_api.ConnectionString);
        var name = settings.Database;
        settings.Database = "postgres";
        await new PositionRows(settings.ConnectionString).ExecuteAsync(
            $"""
            ALTER DATABASE {name} ALLOW_CONNECTIONS false;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()
            """
        );

        (await Should.ThrowAsync<PagoDigitaleException>(ReadAsync)).Code.ShouldBe("database-unavailable");

        await new PositionRows(settings.ConnectionString).ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
    }

    private WorkerHeartbeat HeartbeatOf(params (string Key, string Value)[] settings)
    {
        var source = _api.Services.GetRequiredService<AppDataSource>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return new(source, new JobRunners(configuration, source), TimeProvider.System, NullLogger<WorkerHeartbeat>.Instance);
    }

    private async Task<ServiceStatus> ReadAsync()
    {
        await Task.Delay(Fresh);
        using var anybody = _api.Client(null, null);
        return await anybody.Status.ReadReadinessAsync();
    }

    private static ServiceCheck JobsOf(ServiceStatus readiness) => readiness.Checks!.Single(c => c.Name == "jobs");

    private static async Task<HttpStatusCode> SignAsync(TestApi api)
    {
        using var http = api.Http();
        using var answer = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = TestApi.AdminClientId,
                    ["client_secret"] = TestApi.AdminSecret,
                }
            )
        );
        return answer.StatusCode;
    }

    private Task SqlAsync(string sql) => new PositionRows(_api.ConnectionString).ExecuteAsync(sql);
}
