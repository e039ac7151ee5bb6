using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Processor;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>While the database is away the log says so, and says little else.</summary>
public sealed class OutageTests
{
    private readonly Clock _clock = new();
    private readonly Lines _lines = new();

    [Fact]
    public void A_passing_failure_is_one_line_at_once_and_then_one_every_few_minutes()
    {
        var outage = new Outage("The job queue", _clock, _lines);

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(16); )
        {
            var pause = outage.Failed(new Npgsql.NpgsqlException("Failed to connect", new System.Net.Sockets.SocketException(111)));
            _clock.Now += pause;
            waited += pause;
        }
        outage.Over();
        outage.Over();

        _lines.Written.Count.ShouldBe(5, "now, after five, ten and fifteen minutes, and when it is over");
        _lines.Written.ShouldAllBe(l => !l.Contains('\n') && l.StartsWith("The job queue"));
        _lines.Written.Last().ShouldStartWith("The job queue goes on after ");
        _lines.Stacks.ShouldBe(0);
    }

    [Fact]
    public void The_pauses_grow_to_half_a_minute_and_begin_anew()
    {
        var outage = new Outage("x", _clock, _lines);

        var pauses = Enumerable
            .Range(0, 8)
            .Select(_ => outage.Failed(new Npgsql.NpgsqlException("away", new IOException())).TotalSeconds)
            .ToList();

        pauses.ShouldBe([1, 2, 4, 8, 16, 30, 30, 30]);
        outage.Over();
        outage.Failed(new Npgsql.NpgsqlException("away", new IOException())).TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void A_fault_of_ours_is_told_whole_and_once_for_its_kind()
    {
        var outage = new Outage("x", _clock, _lines);

        for (var i = 0; i < 10; i++)
        {
            outage.Failed(new InvalidOperationException("wrong"));
            _clock.Now += TimeSpan.FromSeconds(1);
        }
        outage.Failed(new FormatException("wrong otherwise"));

        (_lines.Written.Count, _lines.Stacks).ShouldBe((2, 2));
    }

    /// <summary>The services themselves, with nobody behind the address.</summary>
    [Fact]
    public async Task Background_services_without_a_database_say_it_once_each()
    {
        await using var source = new AppDataSource("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().BuildServiceProvider();
        var factory = LoggerFactory.Create(l => l.AddProvider(new Provider(_lines)));
        var lanes = new JobRunners(configuration, source);
        using var threads = new BackgroundThreads(new CallsUnderWay(), TimeProvider.System);
        using var runner = new JobRunner(
            source,
            services,
            new JobHandlers([]),
            lanes,
            new KnowTableSizes(source),
            threads,
            configuration,
            factory.CreateLogger<JobRunner>()
        );
        using var worker = new JobWorker(runner, lanes, source, TimeProvider.System, factory.CreateLogger<JobWorker>());
        using var heartbeat = new WorkerHeartbeat(source, lanes, TimeProvider.System, factory.CreateLogger<WorkerHeartbeat>());
        using var recurring = new RecurringJobs([new Restless()], source, TimeProvider.System, factory.CreateLogger<RecurringJobs>());

        await worker.StartAsync(CancellationToken.None);
        await heartbeat.StartAsync(CancellationToken.None);
        await recurring.StartAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(5));
        await Task.WhenAll(
                worker.StopAsync(CancellationToken.None),
                heartbeat.StopAsync(CancellationToken.None),
                recurring.StopAsync(CancellationToken.None)
            )
            .WaitAsync(TimeSpan.FromSeconds(20));

        // The heartbeat also tells that it could not say goodbye.
        _lines.Written.Count.ShouldBeInRange(4, 5, string.Join('\n', _lines.Written));
        _lines.Stacks.ShouldBe(0);
    }

    private sealed class Restless : IRecurringJob
    {
        public TimeSpan Interval => TimeSpan.FromMilliseconds(100);

        public Task<int> RunOnceAsync(CancellationToken ct) => Task.FromResult(0);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Provider(Lines lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => lines;

        public void Dispose() { }
    }

    private sealed class Lines : ILogger
    {
        private int _stacks;

        public ConcurrentQueue<string> Written { get; } = new();

        public int Stacks => _stacks;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Written.Enqueue(formatter(state, exception));
            if (exception is not null)
                Interlocked.Increment(ref _stacks);
        }
    }
}
