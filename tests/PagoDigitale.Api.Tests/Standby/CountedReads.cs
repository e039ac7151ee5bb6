using System.Diagnostics.Metrics;

namespace PagoDigitale.Api.Tests.Standby;

/// <summary>Where the reads of this process go, as an operator sees it.</summary>
internal sealed class CountedReads : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<string> _reads = [];

    public CountedReads()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "pagodigitale.reads")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                lock (_gate)
                    _reads.Add(string.Join(' ', tags.ToArray().Select(t => t.Value)).Trim());
            }
        );
        _listener.Start();
    }

    /// <summary>Since the last time: <c>standby</c>, or <c>primary</c> and why.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            var taken = _reads.ToList();
            _reads.Clear();
            return taken;
        }
    }

    public void Dispose() => _listener.Dispose();
}
