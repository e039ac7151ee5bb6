using System.Text.Json;
using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.Payments;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator;

/// <summary>
/// Pays notices from the command line, without a server: prints the report and exits 0 when every answer was the expected one.
/// </summary>
public static class PayFromConsole
{
    private const string Usage =
        "pay --node <url> --organization <fiscal code> --broker <fiscal code> --station <id> [--key <subscription key>] [--fault "
        + "<fault>] <notice number>...";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var notices = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                notices.Add(args[i]);
            else if (i + 1 < args.Length)
                options[args[i][2..]] = args[++i];
        }

        var fault = options.GetValueOrDefault("fault");
        var order = new PaymentOrder
        {
            NodeUrl = Uri.TryCreate(options.GetValueOrDefault("node"), UriKind.Absolute, out var node) ? node : null,
            SubscriptionKey = options.GetValueOrDefault("key"),
            IdPa = options.GetValueOrDefault("organization", ""),
            IdBroker = options.GetValueOrDefault("broker", ""),
            IdStation = options.GetValueOrDefault("station", ""),
            Notices = [.. notices.Select(number => new NoticeToPay { NoticeNumber = number, Fault = fault })],
        };
        var problems = PaymentOrderCheck.Problems(order);
        if (problems.Count > 0)
        {
            await Console.Error.WriteLineAsync(Usage);
            foreach (var (field, problem) in problems)
                await Console.Error.WriteLineAsync($"{field}: {problem[0]}");
            return 2;
        }

        using var station = new StationClient();
        var report = await new PayNotices(station, Book.Open(options.GetValueOrDefault("state"), TimeProvider.System)).RunAsync(
            order,
            CancellationToken.None
        );
        Console.WriteLine(JsonSerializer.Serialize(report, Indented));
        return report.UnexpectedCount == 0 ? 0 : 1;
    }
}
