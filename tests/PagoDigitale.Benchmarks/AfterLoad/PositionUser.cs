using System.Globalization;
using System.Net.Http.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Benchmarks.AfterLoad;

/// <summary>Reads positions, lists them in whatever way and creates new ones.</summary>
public sealed class PositionUser : ICaller
{
    private readonly RealApi _api;
    private readonly string _organization;
    private readonly string[] _positions;
    private readonly string[] _filters;
    private readonly Random _random;

    private PositionUser(RealApi api, string organization, string[] positions, int seed)
    {
        (_api, _organization, _positions, _random) = (api, organization, positions, new(seed));
        var now = TimeProvider.System.GetUtcNow();
        var (today, soon) = (Day(now), Day(now.AddDays(20)));
        var (month, before) = (Day(now.AddDays(-90)), Day(now.AddDays(-60)));
        _filters =
        [
            "positions?limit=50",
            "positions?state=payable",
            "positions?isPaid=true",
            "positions?serviceCode=QUOTA2",
            "positions?q=rossi",
            $"positions?dueFrom={today}&dueTo={soon}",
            $"positions?paidFrom={month}&paidTo={before}",
            $"positions?createdFrom={month}&createdTo={before}",
            "notices?state=unpaid",
            $"receipts?paidFrom={month}&paidTo={before}",
            "receipts?pspId=BPROITMM",
            "events?type=position.created",
        ];
    }

    /// <summary>So many users of one organization.</summary>
    public static async Task<IEnumerable<ICaller>> OfAsync(RealApi api, string connection, string organization, int count)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Pooling=false");
        await using var command = source.CreateCommand(
            $"SELECT array_agg(position_id) FROM (SELECT position_id FROM positions WHERE organization_id = '{organization}' LIMIT 2000) p"
        );
        var ids = (Guid[])(await command.ExecuteScalarAsync())!;
        string[] positions = [.. ids.Select(i => PublicId.Format("pos", i))];
        return [.. Enumerable.Range(0, count).Select(n => new PositionUser(api, organization, positions, n))];
    }

    public (string Kind, Func<Task> Call) Next(int turn) =>
        (turn % 5) switch
        {
            0 or 3 => ("read", () => ReadAsync($"positions/{_positions[_random.Next(_positions.Length)]}")),
            1 or 4 => ("list", () => ReadAsync(_filters[_random.Next(_filters.Length)])),
            _ => ("create", CreateAsync),
        };

    private async Task ReadAsync(string path)
    {
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/v1/organizations/{_organization}/{path}");
        await _api.SendAsync(read);
    }

    private async Task CreateAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{_organization}/positions")
        {
            Content = JsonContent.Create(PositionOf(_random)),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        await _api.SendAsync(request);
    }

    private static object PositionOf(Random random) =>
        new
        {
            serviceCode = "QUOTA3",
            description = "Quota 2026",
            debtor = new
            {
                type = "F",
                fiscalCode = "RSSMRA80A01H501U",
                name = "Mario Rossi",
            },
            paymentOptions = new[]
            {
                new { instalments = new[] { new { amountCents = random.Next(1_000, 99_999), dueDate = "2030-12-31" } } },
            },
        };

    private static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
