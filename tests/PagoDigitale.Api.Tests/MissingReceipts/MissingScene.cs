using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.MissingReceipts.Recovering;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

/// <summary>An organization whose rendicontazioni tell of payments without receipts, and the service that may have them.</summary>
public sealed class MissingScene(MoneyScene money, ReceiptServer server) : IAsyncDisposable
{
    public MoneyScene Money => money;

    public ReceiptServer Server => server;

    public string Code => money.Organization;

    public PagoDigitaleClient Client => money.Client;

    public static async Task<MissingScene> CreateAsync(TestApi api, bool isConnected = true)
    {
        var scene = new MissingScene(await MoneyScene.CreateAsync(api), await ReceiptServer.StartAsync());
        if (isConnected)
            await scene.ConnectAsync();
        return scene;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public Task<Connection> ConnectAsync(string? baseUrl = null, string? key = null) =>
        Client.Connections.CreateAsync(
            Code,
            new()
            {
                Code = "biz-events",
                BaseUrl = baseUrl ?? server.Url,
                SubscriptionKey = key,
            }
        );

    /// <summary>A payment that the service knows of, and the node did not tell.</summary>
    public async Task<Paid> PaidAsync(long cents = 10_000, bool isKnown = true)
    {
        var owed = await money.OwedAsync(cents);
        if (isKnown)
            server.Put(Code, owed.ReceiptId, owed.NoticeNumber, cents);
        return owed;
    }

    /// <summary>Its PSP reports the payments, of two days ago if nothing else is said.</summary>
    public async Task<FlowFile> ReportAsync(IEnumerable<Paid> paid, string outcome = "0", DateOnly? paidOn = null)
    {
        var day = TestClock.Today;
        var on = paidOn ?? day.AddDays(-2);
        var flow = money.Flow(day.AddDays(-1), "60000000001", [.. paid.Select(p => p.Row with { Outcome = outcome, PaidOn = on })]);
        await money.UploadAsync(flow);
        return flow;
    }

    public Task RunAsync() => money.Api.RunJobsAsync();

    /// <summary>The same later, by everybody's clock.</summary>
    public async Task LaterAsync(TimeSpan later, Func<TestApi, Task>? first = null)
    {
        await using var api = await TestApi.BesideAsync(money.Api, TestClock.In(later));
        if (first is not null)
            await first(api);
        await api.Services.GetRequiredService<Features.Connections.CallDueConnections>().RunOnceAsync(CancellationToken.None);
        await api.RunJobsAsync();
    }

    public Task<int> CompareAsync() => money.Api.Services.GetRequiredService<CompareReceipts>().RunOnceAsync(CancellationToken.None);

    public async Task<List<MissingReceipt>> MissingAsync(string? state = null) =>
        [.. (await Client.MissingReceipts.ListAsync(Code, new() { State = state is null ? null : [state] })).Items];

    public Task<Connection> ConnectionAsync() => Client.Connections.ReadAsync(Code, "biz-events");

    public async Task<Receipt?> ReceiptAsync(Paid paid) =>
        (await Client.Receipts.ListAsync(Code, new() { Iur = paid.ReceiptId })).Items.SingleOrDefault();

    public async Task<List<string>> EventsAsync() =>
        [
            .. (await Client.Events.ListAsync(Code, new() { Limit = 200 }))
                .Items.Select(e => e.Type)
                .Where(t => t.StartsWith("missing-receipt", StringComparison.Ordinal)),
        ];
}
