using System.Net.Http.Headers;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>What came of a round.</summary>
/// <param name="Milliseconds">How long each call took, in order.</param>
internal sealed record NodeRound(int Count, double PerSecond, float[] Milliseconds)
{
    public double P50 => At(0.50);

    public double P99 => At(0.99);

    public override string ToString() => FormattableString.Invariant($"{PerSecond:F0}/s p50 {P50:F1} p99 {P99:F1} ms");

    private double At(double share) => Milliseconds.Length == 0 ? 0 : Milliseconds[(int)(share * (Milliseconds.Length - 1))];

    public static NodeRound Of(IEnumerable<float> milliseconds, double seconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(sorted.Length, sorted.Length / seconds, sorted);
    }
}

/// <summary>A fixed number of connections, each calling again as soon as it is answered.</summary>
internal sealed class NodeLoad(int connections) : IDisposable
{
    private static readonly MediaTypeHeaderValue TextXml = new("text/xml");

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections });

    /// <param name="next">What is sent next, or null when there is nothing left.</param>
    public async Task<NodeRound> RunAsync(Func<(Uri Address, byte[] Envelope)?> next, TimeSpan duration)
    {
        var started = TimeProvider.System.GetTimestamp();
        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var times = new List<float>();
                        while (TimeProvider.System.GetElapsedTime(started) < duration && next() is { } call)
                        {
                            var sent = TimeProvider.System.GetTimestamp();
                            await CallAsync(_http, call.Address, call.Envelope);
                            times.Add((float)TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
                        }
                        return times;
                    })
                )
        );
        return NodeRound.Of(taken.SelectMany(t => t), TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Until the last byte of the answer; one that is not OK ends the benchmark.</summary>
    public static async Task CallAsync(HttpClient http, Uri address, byte[] envelope)
    {
        using var content = new ByteArrayContent(envelope) { Headers = { ContentType = TextXml } };
        using var response = await http.PostAsync(address, content);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync();
        if (body.AsSpan().IndexOf("<outcome>KO"u8) >= 0)
            throw new InvalidOperationException($"What can be answered OK was refused: {System.Text.Encoding.UTF8.GetString(body)}");
    }

    public void Dispose() => _http.Dispose();
}
