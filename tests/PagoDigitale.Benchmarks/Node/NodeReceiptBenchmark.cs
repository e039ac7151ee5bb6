using System.Globalization;
using System.Text;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.RawStore;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>
/// paSendRTV2 over HTTP, answered when it has reached the disk, against pgbench making the same rows of other debts of the same tables, a
/// transaction each (<see cref="ReceiptLimit"/>). Rounds alternate and medians are compared; at the end every receipt that was
/// answered OK is looked for. Arguments: --rows N unpaid notices, --paid N more that were paid before, --connections N, --rounds N,
/// --seconds N of a round, --warm N seconds before the first; --while-loading N prints p99 while so many rows are loaded as well.
/// </summary>
public sealed class NodeReceiptBenchmark : IBenchmark
{
    private const double Goal = 0.6;

    private const double LoadedTimesMax = 3;

    /// <summary>More than can be sent in a second.</summary>
    private const int PerSecondMax = 5_000;

    /// <summary>As large as ours.</summary>
    private const string Paid = """
        {"positionId":"pos_019ce0b5a0107000800000000000a1b2","externalId":"Q-00000001","serviceCode":"QUOTA1","unitCode":null,"flowId":null,
        "state":"paid","amountCents":12345,"paidCents":12345,"noticeNumbers":["347000000000000100"],"paidBy":"receipt",
        "noticeNumber":"347000000000000100","receiptId":"rcp_019ce0b5a0107000800000000000a1b2","paidAt":"2026-11-20T10:00:00Z",
        "previousState":null}
        """;

    private const string Received = """
        {"receiptId":"rcp_019ce0b5a0107000800000000000a1b2","iur":"00000000000000000000000000000001","noticeNumber":"347000000000000100",
        "iuv":"47000000000000100","amountCents":12345,"ownCents":12345,"paidAt":"2026-11-20T10:00:00Z","pspId":"BPROITMM",
        "classification":"regular","positionId":"pos_019ce0b5a0107000800000000000a1b2","externalId":"Q-00000001","positionState":"paid",
        "isStandIn":false,"origin":"node","anomalies":[]}
        """;

    /// <summary>What a receipt leaves, and how often.</summary>
    private static readonly (string Query, int Each)[] Left =
    [
        ("SELECT count(*) FROM receipts", 1),
        ("SELECT count(*) FROM receipt_transfers", 1),
        ("SELECT count(*) FROM inbound_messages WHERE kind = 'node-receipt'", 1),
        ("SELECT count(*) FROM postings WHERE kind = 'paid'", 1),
        ("SELECT count(*) FROM events WHERE type IN ('position.paid', 'receipt.received')", 2),
        ("SELECT count(*) FROM instalments WHERE state = 'paid'", 1),
        ("SELECT count(*) FROM positions WHERE state = 'paid'", 1),
        ("SELECT count(*) FROM activity_log WHERE operation_id = 'paSendRTV2' AND outcome = 'succeeded'", 1),
    ];

    private const string Ours = "SELECT count(*) FROM receipts WHERE psp_id <> 'LIMIT'";

    public string Name => "node-receipt";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, paid) = (Option(options, "rows", 1_000_000), Option(options, "paid", 0));
        var (connections, rounds) = (Option(options, "connections", 16), Option(options, "rounds", 5));
        var (seconds, warm) = (Option(options, "seconds", 8), Option(options, "warm", 15));
        await using var scene = await NodeScene.StartAsync(rows, paid);
        var before = await scene.CountAsync([.. Left.Select(l => l.Query), Ours]);
        using var load = new NodeLoad(connections);
        var half = rows / 2;
        var receipts = new Receipts(scene, half);
        var (sent, made) = (0L, 0L);
        var limitBase = 0L;
        var (ours, limits, costs, limitCosts) = (new List<NodeRound>(), new List<NodeRound>(), new List<double>(), new List<double>());
        var cost = await ProcessorTime.OfAsync(scene.Source);

        async Task<NodeRound> SendAsync(int duration)
        {
            receipts.Prepare(Math.Min(duration * PerSecondMax, (half - receipts.Sent) / 2));
            cost.Begin();
            var round = await load.RunAsync(receipts.Next, TimeSpan.FromSeconds(duration));
            sent += round.Count;
            return round;
        }

        async Task<NodeRound> LimitAsync(int duration)
        {
            cost.Begin();
            var (round, most) = await Pgbench.RunAsync(
                scene.ConnectionString,
                ReceiptLimit.Script,
                connections,
                duration,
                new Dictionary<string, string>
                {
                    ["first"] = Text(scene.Shape.First + scene.Shape.Payments + half),
                    ["count"] = Text(half),
                    ["scatter"] = Text(NodeScene.Scatter),
                    ["base"] = Text(limitBase),
                    ["clients"] = Text(connections),
                    ["i"] = "-1",
                    ["organization"] = NodeScene.Organization,
                    ["station"] = NodeScene.Station,
                    ["content"] = Convert.ToBase64String(PackedContent.Of(receipts.Example).Bytes.Span),
                    ["paid"] = Packed(Paid),
                    ["received"] = Packed(Received),
                }
            );
            limitBase += most * connections;
            made += round.Count;
            if (limitBase > half)
                throw new InvalidOperationException(
                    "There are not enough unpaid notices for so many rounds: more --rows, or fewer --rounds."
                );
            return round;
        }

        // The first of its kind in an empty table: what is planned then is planned anew when a worker has looked at its size.
        await SendAsync(1);
        await scene.KnowSizesAsync();
        await SendAsync(warm);
        await LimitAsync(Math.Max(1, warm / 5));
        for (var i = 0; i < rounds; i++)
        {
            await scene.KnowSizesAsync();
            ours.Add(await SendAsync(seconds));
            var (here, database) = cost.PerCall(ours[^1].Count);
            costs.Add(here + database);
            limits.Add(await LimitAsync(seconds));
            var (_, limitDatabase) = cost.PerCall(limits[^1].Count);
            limitCosts.Add(limitDatabase);
            Print($"round {i + 1}: {ours[^1]} (api {here:F0} + database {database:F0} us), limit {limits[^1]} ({limitDatabase:F0} us)");
        }
        if (Option(options, "while-loading", 0) is > 0 and var loaded)
        {
            var beside = await LoadBeside.MeasureAsync(scene.ConnectionString, loaded, rounds, () => SendAsync(seconds));
            Print($"while {loaded} rows are loaded: {MediansOf(beside)}");
            var times = Median(beside.Select(r => r.P99)) / Median(ours.Select(r => r.P99));
            Print($"p99 while loading {times:F1} times the quiet one (goal {LoadedTimesMax})");
        }
        var after = await scene.CountAsync([.. Left.Select(l => l.Query), Ours]);
        for (var i = 0; i < Left.Length; i++)
            if (after[i] - before[i] != (sent + made) * Left[i].Each)
                throw new InvalidOperationException($"{Left[i].Query}: {after[i] - before[i]} more for {sent} + {made} receipts.");
        if (after[^1] - before[^1] != sent)
            throw new InvalidOperationException($"{after[^1] - before[^1]} receipts of {sent} that were answered OK.");
        Print($"checked: {sent} receipts answered OK and {made} of the limit left all their rows, and no other");
        Print($"processor time of a receipt: {Median(costs):F0} us, of the limit's (database only) {Median(limitCosts):F0} us");
        var (mine, limit) = (Median(ours.Select(r => r.PerSecond)), Median(limits.Select(r => r.PerSecond)));
        Print($"receipts {MediansOf(ours)}, limit {MediansOf(limits)}");
        Print($"with {connections} connections over {rows} unpaid and {paid} paid notices");
        Print($"{Name} ratio={mine / limit:F2} goal={Goal} {(mine / limit >= Goal ? "pass" : "fail")}");
        return mine / limit >= Goal;
    }

    /// <summary>As an event is kept; with a subject that it does not name, so nothing of it is left out.</summary>
    private static string Packed(string told) => Convert.ToBase64String(PackedEvent.Pack(told, ""));

    private static string MediansOf(List<NodeRound> rounds)
    {
        var rate = Median(rounds.Select(r => r.PerSecond));
        var (p50, p99) = (Median(rounds.Select(r => r.P50)), Median(rounds.Select(r => r.P99)));
        return FormattableString.Invariant($"{rate:F0}/s p50 {p50:F1} p99 {p99:F1} ms");
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Receipts of the first half of the unpaid debts, each once, written before they are sent.</summary>
    private sealed class Receipts(NodeScene scene, int half)
    {
        private readonly Queue<byte[]> _ready = new();
        private readonly Lock _gate = new();
        private readonly Uri _address = new(scene.Address, $"/node/{NodeScene.Station}");
        private int _written;

        public int Sent => _written - _ready.Count;

        public byte[] Example => ReceiptEnvelope.Of(NodeScene.Organization, scene.Debt(0, half));

        public void Prepare(int count)
        {
            while (_ready.Count < count && _written < half)
                _ready.Enqueue(ReceiptEnvelope.Of(NodeScene.Organization, scene.Debt(_written++, half)));
        }

        public (Uri Address, byte[] Envelope)? Next()
        {
            lock (_gate)
                return _ready.TryDequeue(out var envelope) ? (_address, envelope) : null;
        }
    }
}
