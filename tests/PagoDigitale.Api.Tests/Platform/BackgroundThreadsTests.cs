using PagoDigitale.Platform.Processor;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What nobody waits for has threads of its own, and fewer of them while somebody waits.</summary>
public sealed class BackgroundThreadsTests : IDisposable
{
    private const int Processors = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CallsUnderWay _calls = new();
    private readonly StandingClock _clock = new();
    private readonly BackgroundThreads _threads;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _open = new();
    private int _atWork;
    private int _atWorkMost;

    public BackgroundThreadsTests() => _threads = new(_calls, _clock, Processors);

    public void Dispose()
    {
        _open.Set();
        _threads.Dispose();
        _open.Dispose();
    }

    [Fact]
    public async Task What_begins_there_goes_on_there_after_each_wait()
    {
        var places = new List<bool>();

        await _threads.RunAsync(async () =>
        {
            places.Add(_threads.AreHere && !Thread.CurrentThread.IsThreadPoolThread);
            await Task.Delay(1);
            places.Add(_threads.AreHere && !Thread.CurrentThread.IsThreadPoolThread);
            await _threads.ComputeAsync(() => 1);
            places.Add(_threads.AreHere && !Thread.CurrentThread.IsThreadPoolThread);
        });

        places.ShouldBe([true, true, true]);
        _threads.AreHere.ShouldBeFalse("who waited for it is where it was");
    }

    [Fact]
    public async Task While_a_call_is_answered_half_of_the_processors_work_and_when_the_last_has_ended_all()
    {
        _calls.Begin();
        _calls.Begin();
        var tasks = Enumerable.Range(0, 3 * Processors).Select(_ => _threads.ComputeAsync(Hold)).ToList();
        await UntilAsync(() => AtWork == Processors / 2);

        _calls.End();
        AtWork.ShouldBe(Processors / 2, "one call is still being answered");

        _atWorkMost.ShouldBe(Processors / 2);
        _calls.End();
        await UntilAsync(() => AtWork == 2 * Processors);
        _open.Set();
        await Task.WhenAll(tasks).WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_computes_for_longer_than_a_turn_keeps_the_next_back_no_more()
    {
        _calls.Begin();
        var held = Enumerable.Range(0, Processors / 2).Select(_ => _threads.ComputeAsync(Hold)).ToList();
        await UntilAsync(() => AtWork == Processors / 2);
        var next = _threads.ComputeAsync(() => true);
        next.IsCompleted.ShouldBeFalse();

        _clock.Advance(BackgroundThreads.Turn);

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        _open.Set();
        await Task.WhenAll(held).WaitAsync(Patience);
    }

    [Fact]
    public async Task While_a_call_is_answered_a_thread_rests_for_as_long_as_it_worked()
    {
        using var threads = new BackgroundThreads(_calls, _clock, processors: 1);
        var worked = TimeSpan.FromMilliseconds(20);
        _calls.Begin();
        await threads.ComputeAsync(() => Work(worked)).WaitAsync(Patience);
        var next = threads.ComputeAsync(() => true);
        (await Task.WhenAny(next, Task.Delay(100))).ShouldNotBe(next, "the one that may work beside calls rests");

        _clock.Advance(worked);

        (await next.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_rests_goes_on_when_the_last_call_has_ended()
    {
        _calls.Begin();
        var work = Enumerable
            .Range(0, 2 * Processors)
            .Select(_ => _threads.ComputeAsync(() => Work(TimeSpan.FromMilliseconds(2))))
            .ToList();

        _calls.End();

        await Task.WhenAll(work).WaitAsync(Patience);
    }

    [Fact]
    public async Task One_goes_on_however_many_calls_there_are()
    {
        using var threads = new BackgroundThreads(_calls, _clock, processors: 1);
        _calls.Begin();
        var done = 0;

        await threads
            .RunAsync(async () =>
            {
                for (; done < 100; done++)
                    await Task.WhenAll(threads.ComputeAsync(() => 1), threads.ComputeAsync(() => 2));
            })
            .WaitAsync(Patience);

        done.ShouldBe(100);
    }

    [Fact]
    public async Task A_failure_comes_to_who_waits_as_it_was_thrown() =>
        (
            await Should.ThrowAsync<InvalidDataException>(() => _threads.RunAsync(() => throw new InvalidDataException("no")))
        ).Message.ShouldBe("no");

    [Fact]
    public async Task What_is_not_finished_when_they_end_is_finished_elsewhere()
    {
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = _threads.RunAsync(async () =>
        {
            await half.Task;
            await Task.Yield();
        });
        _threads.Dispose();

        half.SetResult();

        await work.WaitAsync(Patience);
    }

    private bool Work(TimeSpan by)
    {
        _clock.Advance(by);
        return true;
    }

    private int AtWork
    {
        get
        {
            lock (_gate)
                return _atWork;
        }
    }

    private int Hold()
    {
        lock (_gate)
            _atWorkMost = Math.Max(_atWorkMost, ++_atWork);
        _open.Wait(Patience);
        lock (_gate)
            return _atWork--;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!reached())
            await Task.Delay(10, limit.Token);
    }

    private sealed class StandingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}
