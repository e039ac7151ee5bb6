namespace PagoDigitale.Platform.Processor;

/// <summary>
/// Threads for what takes the processor for long: jobs, and files that are made to be downloaded. On the threads of the pool such work
/// keeps calls waiting twice: for a thread, of which the pool has one for each processor and makes more only after half a second, and for
/// the processor itself. Here it has threads of its own, and while a call is being answered only half of the processors: what is next
/// begins when there is room, or when who is at work has had a turn: one that computes for seconds must not keep back what others need a
/// moment for. After its work a thread rests for as long, a turn at most: with all processors at work each of the many waits of a call ends
/// a few milliseconds late. When nobody calls it has them all, and nobody rests. What begins here goes on here after each <c>await</c>;
/// what it asks of the database or of a socket meanwhile holds no thread and counts for nothing.
/// </summary>
public sealed class BackgroundThreads : TaskScheduler, IDisposable
{
    /// <summary>Much longer than what is done between two waits usually takes.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>What is shorter is put together.</summary>
    private static readonly TimeSpan _workMin = TimeSpan.FromMilliseconds(2);

    /// <summary>Twice the processors: who waits for a disk must not be all there is for one of them.</summary>
    private readonly int _threadsMax;

    private readonly int _besideCallsMax;
    private readonly CallsUnderWay _calls;
    private readonly TimeProvider _clock;
    private readonly Queue<Task> _waiting = new();
    private int _threads;
    private int _idle;
    private int _running;
    private long _begunAt;
    private bool _isClosed;

    [ThreadStatic]
    private static BackgroundThreads? _here;

    public BackgroundThreads(CallsUnderWay calls, TimeProvider clock)
        : this(calls, clock, Environment.ProcessorCount) { }

    public BackgroundThreads(CallsUnderWay calls, TimeProvider clock, int processors)
    {
        (_calls, _clock, _threadsMax, _besideCallsMax) = (calls, clock, 2 * processors, Math.Max(1, processors / 2));
        _calls.Ended += WakeAll;
    }

    public override int MaximumConcurrencyLevel => _threadsMax;

    /// <summary>Whether the caller is on one of them.</summary>
    public bool AreHere => _here == this;

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task<T> ComputeAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>What is still to come, from work that did not end in time, goes on in the pool.</summary>
    public void Dispose()
    {
        _calls.Ended -= WakeAll;
        lock (_waiting)
        {
            _isClosed = true;
            while (_waiting.TryDequeue(out var task))
                RunInPool(task);
            Monitor.PulseAll(_waiting);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                RunInPool(task);
                return;
            }
            _waiting.Enqueue(task);
            if (_idle >= _waiting.Count || _threads == _threadsMax)
                Monitor.PulseAll(_waiting);
            else
                new Thread(Work) { IsBackground = true, Name = $"background {++_threads}" }.UnsafeStart();
        }
    }

    /// <summary>What follows at once goes on on the thread it is on, if that is one of these; no other thread does our work.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => AreHere && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting)
            return [.. _waiting];
    }

    private void Work()
    {
        _here = this;
        var worked = TimeSpan.Zero;
        while (Next() is { } task)
        {
            var begunAt = _clock.GetTimestamp();
            TryExecuteTask(task);
            worked += _clock.GetElapsedTime(begunAt);
            lock (_waiting)
            {
                if (worked >= _workMin)
                {
                    Rest(worked < Turn ? worked : Turn);
                    worked = TimeSpan.Zero;
                }
                _running--;
            }
        }
    }

    /// <summary>In the place that it had: nobody begins there meanwhile.</summary>
    private void Rest(TimeSpan rest)
    {
        var begunAt = _clock.GetTimestamp();
        while (!_isClosed && _calls.Any && rest - _clock.GetElapsedTime(begunAt) is { Ticks: > 0 } left)
            Monitor.Wait(_waiting, left);
    }

    /// <summary>Null when there will be none any more.</summary>
    private Task? Next()
    {
        lock (_waiting)
        {
            while (!_isClosed)
            {
                if (HasRoom() && _waiting.TryDequeue(out var task))
                {
                    _running++;
                    _begunAt = _clock.GetTimestamp();
                    return task;
                }
                _idle++;
                // Nobody tells when a turn is over.
                Monitor.Wait(_waiting, _waiting.Count == 0 ? Timeout.InfiniteTimeSpan : Turn);
                _idle--;
            }
            return null;
        }
    }

    private bool HasRoom() =>
        _running < (_calls.Any ? _besideCallsMax : _threadsMax) || (_running < _threadsMax && _clock.GetElapsedTime(_begunAt) >= Turn);

    private void WakeAll()
    {
        lock (_waiting)
            Monitor.PulseAll(_waiting);
    }

    private void RunInPool(Task task) => ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
}
