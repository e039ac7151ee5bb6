using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What is long in one lane keeps nobody waiting in another. A worker of the application, with work that the test holds.</summary>
public sealed class JobLaneTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Desk _desk = new();
    private readonly JobHandlers _kinds = new([
        JobKind.Of<Long>(JobLane.Bulk),
        JobKind.Of<Quick>(JobLane.Interactive),
        JobKind.Of<Urgent>(JobLane.Interactive, priority: 10),
        JobKind.Of<Mail>(JobLane.Outbound),
        JobKind.Of<Sum>(JobLane.Interactive),
    ]);

    private TestApi _api = null!;
    private AppDataSource _source = null!;
    private ServiceProvider _services = null!;
    private JobRunners _lanes = null!;
    private JobRunner _runner = null!;

    public async Task InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        _source = _api.Services.GetRequiredService<AppDataSource>();
        _services = new ServiceCollection()
            .AddSingleton(_desk)
            .AddSingleton(Threads)
            .AddScoped<Sum>()
            .AddScoped<Long>()
            .AddScoped<Quick>()
            .AddScoped<Urgent>()
            .AddScoped<Mail>()
            .BuildServiceProvider();
        _lanes = Lanes();
        _runner = Runner(_lanes);
    }

    public async Task DisposeAsync()
    {
        _desk.Open();
        _runner.Dispose();
        await _services.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task With_every_bulk_runner_at_work_for_long_what_is_interactive_or_outbound_runs_at_once()
    {
        var bulk = _lanes[JobLane.Bulk].Runners;
        foreach (var organization in Enumerable.Range(1, bulk + 1))
            await AskAsync<Long>($"{organization:D11}");
        using var worker = new JobWorker(_runner, _lanes, _source, TimeProvider.System, NullLogger<JobWorker>.Instance);
        await worker.StartAsync(default);
        await UntilAsync(() => _desk.Begun(Long.Kind) == bulk);

        await AskAsync<Quick>("00000000001");
        await AskAsync<Mail>("00000000001");

        await UntilAsync(() => _desk.Ended(Quick.Kind) == 1 && _desk.Ended(Mail.Kind) == 1);
        (_desk.Begun(Long.Kind), _desk.Ended(Long.Kind)).ShouldBe((bulk, 0), "the last of the long ones waits for a runner of its lane");
        _desk.Open();
        await UntilAsync(() => _desk.Ended(Long.Kind) == bulk + 1);
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task In_a_lane_the_more_urgent_goes_first_and_then_the_older()
    {
        await AskAsync<Quick>("00000000001", "first");
        await AskAsync<Quick>("00000000001", "second");
        await AskAsync<Urgent>("00000000001", "urgent");

        for (var i = 0; i < 3; i++)
            (await _runner.RunOnceAsync(JobLane.Interactive, default)).ShouldBeTrue();

        _desk.Order.ShouldBe(["urgent", "first", "second"]);
    }

    [Fact]
    public async Task Who_has_fewer_runs_under_way_in_the_lane_goes_before_the_more_urgent()
    {
        var roomy = Runner(Lanes(("PagoDigitale:Jobs:Lanes:Bulk:PerOrganizationMax", "3")));
        await AskAsync<Long>("00000000001");
        var held = roomy.RunOnceAsync(JobLane.Bulk, default);
        await UntilAsync(() => _desk.Begun(Long.Kind) == 1);
        await AskAsync<Long>("00000000001", "again");
        await MoveAsync("priority = 1 WHERE state = 'queued'");
        await AskAsync<Quick>("00000000002", "other");
        await MoveAsync("lane = 'bulk' WHERE state = 'queued'");

        (await roomy.RunOnceAsync(JobLane.Bulk, default)).ShouldBeTrue();

        _desk.Order.ShouldContain("other");
        _desk.Open();
        (await held).ShouldBeTrue();
        roomy.Dispose();
    }

    [Fact]
    public async Task One_organization_has_no_more_runners_of_a_lane_than_its_limit_and_those_of_the_other_lanes_beside()
    {
        var limit = _lanes[JobLane.Bulk].PerOrganizationMax;
        for (var i = 0; i <= limit; i++)
            await AskAsync<Long>("00000000001");
        await AskAsync<Quick>("00000000001");
        var held = Enumerable.Range(0, limit).Select(_ => _runner.RunOnceAsync(JobLane.Bulk, default)).ToList();
        await UntilAsync(() => _desk.Begun(Long.Kind) == limit);

        (await _runner.RunOnceAsync(JobLane.Bulk, default)).ShouldBeFalse("its limit is reached");
        (await _runner.RunOnceAsync(JobLane.Interactive, default)).ShouldBeTrue("another lane has limits of its own");

        _desk.Open();
        (await Task.WhenAll(held)).ShouldAllBe(ran => ran);
        (await _runner.RunOnceAsync(JobLane.Bulk, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_asked_for_with_one_key_in_two_lanes_is_still_one_run()
    {
        await AskAsync<Long>("00000000001", key: "one");
        await AskAsync<Long>("00000000001", key: "one", lane: JobLane.Interactive);
        _desk.Open();

        (await _runner.RunOnceAsync(JobLane.Interactive, default)).ShouldBeTrue();

        (await _runner.RunOnceAsync(JobLane.Bulk, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_job_computes_it_computes_on_the_threads_that_give_way_to_calls()
    {
        await AskAsync<Sum>("00000000001");

        (await _runner.RunOnceAsync(JobLane.Interactive, default)).ShouldBeTrue();

        _desk.Ended(Sum.Kind).ShouldBe(1, "it was on such a thread at the beginning and after it had waited");
    }

    [Fact]
    public void A_process_refuses_more_runners_than_it_has_connections_for() =>
        Should
            .Throw<InvalidOperationException>(() => Lanes(("PagoDigitale:Jobs:Lanes:Bulk:Runners", "200")))
            .Message.ShouldContain("Maximum Pool Size");

    private BackgroundThreads Threads => _api.Services.GetRequiredService<BackgroundThreads>();

    private JobRunners Lanes(params (string Key, string Value)[] settings) => new(Configuration(settings), _source);

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private JobRunner Runner(JobRunners lanes) =>
        new(
            _source,
            _services,
            _kinds,
            lanes,
            _api.Services.GetRequiredService<KnowTableSizes>(),
            Threads,
            Configuration(),
            NullLogger<JobRunner>.Instance
        );

    private async Task AskAsync<T>(string organization, string name = "", string? key = null, JobLane? lane = null)
        where T : IJobHandler
    {
        await using var scope = await _api.Services.GetRequiredService<TenantScopes>().OpenAsync(organization);
        await new JobQueue(scope.Session, _kinds, TimeProvider.System).EnqueueAsync(T.Kind, name, key, default, lane: lane);
        await scope.CommitAsync();
    }

    private async Task MoveAsync(string change)
    {
        await using var command = _source.Short.CreateCommand($"UPDATE jobs SET {change}");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!reached())
            await Task.Delay(20, limit.Token);
    }

    /// <summary>What the work of the test does: tells that it begins, waits where it is long, tells that it ends.</summary>
    private sealed class Desk
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<string> _begun = [];
        private readonly ConcurrentQueue<(string Kind, string Name)> _ended = [];

        public IEnumerable<string> Order => _ended.Select(e => e.Name);

        public int Begun(string kind) => _begun.Count(k => k == kind);

        public int Ended(string kind) => _ended.Count(e => e.Kind == kind);

        public void Open() => _open.TrySetResult();

        public async Task WorkAsync(Job job, bool isLong, CancellationToken ct)
        {
            _begun.Enqueue(job.Kind);
            if (isLong)
                await _open.Task.WaitAsync(ct);
            _ended.Enqueue((job.Kind, job.Read<string>()));
        }
    }

    private sealed class Long(Desk desk) : IJobHandler
    {
        public static string Kind => "test.long";

        public Task RunAsync(Job job, CancellationToken ct) => desk.WorkAsync(job, isLong: true, ct);
    }

    private sealed class Quick(Desk desk) : IJobHandler
    {
        public static string Kind => "test.quick";

        public Task RunAsync(Job job, CancellationToken ct) => desk.WorkAsync(job, isLong: false, ct);
    }

    private sealed class Urgent(Desk desk) : IJobHandler
    {
        public static string Kind => "test.urgent";

        public Task RunAsync(Job job, CancellationToken ct) => desk.WorkAsync(job, isLong: false, ct);
    }

    private sealed class Sum(Desk desk, BackgroundThreads threads) : IJobHandler
    {
        public static string Kind => "test.sum";

        public async Task RunAsync(Job job, CancellationToken ct)
        {
            var begins = threads.AreHere;
            await Task.Delay(1, ct);
            if (begins && threads.AreHere)
                await desk.WorkAsync(job, isLong: false, ct);
        }
    }

    private sealed class Mail(Desk desk) : IJobHandler
    {
        public static string Kind => "test.mail";

        public Task RunAsync(Job job, CancellationToken ct) => desk.WorkAsync(job, isLong: false, ct);
    }
}
