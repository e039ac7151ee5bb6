using System.Globalization;
using Npgsql;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>kill -9 of the api, restart, and nothing is lost and nothing is there twice.</summary>
public sealed class KilledInTheMiddleTests : IAsyncLifetime
{
    private const int FlowRows = 60_000;
    private const int Receipts = 300;
    private const long AmountCents = 12_345;

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task A_flow_survives_the_death_of_the_api_while_it_is_checked_and_while_it_is_generated()
    {
        TestOrganization organization;
        string flowId;
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = api.Client();
            organization = await TestOrganization.CreateAsync(client);
            var flow = await client.Flows.UploadAsync(
                organization.Code,
                "quote.csv",
                new MemoryStream(Members.Csv(FlowRows, AmountCents)),
                new() { ServiceCode = organization.Service }
            );
            flowId = flow.Id;
            await UntilAsync(async () => (await client.Flows.ReadAsync(organization.Code, flowId)).Progress.ProcessedRows > 0);
            await api.KillAsync();
        }
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = api.Client();
            var ready = await client.Flows.WaitUntilReadyAsync(organization.Code, flowId);
            ready.Counts.Valid.ShouldBe(FlowRows);
            await client.Flows.ConfirmAsync(organization.Code, flowId);
            await UntilAsync(async () => await ScalarAsync("SELECT count(*) FROM positions") > 0);
            await api.KillAsync();
            (await ScalarAsync("SELECT count(*) FROM positions")).ShouldBeLessThan(FlowRows, "the kill came too late to prove anything");
        }
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = api.Client();
            var done = await client.Flows.WaitUntilCompletedAsync(organization.Code, flowId);

            done.State.ShouldBe(FlowStates.Completed);
            done.Counts.Generated.ShouldBe(FlowRows);
            (await ScalarAsync("SELECT count(*) FROM positions")).ShouldBe(FlowRows);
            (await ScalarAsync("SELECT count(DISTINCT notice_number) FROM instalments")).ShouldBe(FlowRows);
            (await ScalarAsync("SELECT count(*) FROM flow_rows WHERE verdict = 'generated' AND notice_number IS NOT NULL")).ShouldBe(
                FlowRows
            );
            await LedgerShouldCloseAsync(client, organization.Code, s => s.IssuedCents, FlowRows * AmountCents);
        }
    }

    [Fact]
    public async Task Receipts_survive_the_death_of_the_api_while_they_arrive()
    {
        TestOrganization organization;
        var receipts = new List<NodeReceipt>();
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = api.Client();
            organization = await TestOrganization.CreateAsync(client);
            var flow = await client.Flows.UploadAsync(
                organization.Code,
                "quote.csv",
                new MemoryStream(Members.Csv(Receipts, AmountCents)),
                new() { ServiceCode = organization.Service }
            );
            await client.Flows.WaitUntilReadyAsync(organization.Code, flow.Id);
            await client.Flows.ConfirmAsync(organization.Code, flow.Id);
            await client.Flows.WaitUntilCompletedAsync(organization.Code, flow.Id);
            await foreach (var row in client.Flows.ListAllRowsAsync(organization.Code, flow.Id))
                receipts.Add(new NodeReceipt(organization, row.NoticeNumber!, AmountCents));

            var sending = Task.WhenAll(receipts.Chunk(Receipts / 8).Select(chunk => SendAsync(api.BaseAddress, chunk)));
            await UntilAsync(async () => await ScalarAsync("SELECT count(*) FROM receipts") > Receipts / 10);
            await api.KillAsync();
            await sending;
            (await ScalarAsync("SELECT count(*) FROM receipts")).ShouldBeLessThan(Receipts, "the kill came too late to prove anything");
        }
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = api.Client();
            // The node repeats what it got no answer for; here it repeats everything, so answered ones come twice as well.
            await SendAsync(api.BaseAddress, receipts);

            receipts.ShouldAllBe(r => r.IsSettled);
            (await ScalarAsync("SELECT count(*) FROM receipts WHERE classification = 'regular'")).ShouldBe(Receipts);
            (await ScalarAsync("SELECT count(*) FROM instalments WHERE state = 'paid'")).ShouldBe(Receipts);
            await LedgerShouldCloseAsync(client, organization.Code, s => s.PaidCents, Receipts * AmountCents);
        }
    }

    private static async Task SendAsync(Uri baseAddress, IEnumerable<NodeReceipt> receipts)
    {
        using var http = new HttpClient { BaseAddress = baseAddress };
        foreach (var receipt in receipts)
            await receipt.TrySendAsync(http);
    }

    private static async Task LedgerShouldCloseAsync(
        PagoDigitaleClient client,
        string organization,
        Func<CollectionSummary, long> figure,
        long expectedCents
    )
    {
        var balance = await client.Ledger.ReadTrialBalanceAsync(organization);
        balance.IsBalanced.ShouldBeTrue();
        balance.DifferenceCents.ShouldBe(0);
        balance.Controls.ShouldAllBe(c => c.DifferenceCents == 0);
        figure(await client.Ledger.ReadCollectionSummaryAsync(organization)).ShouldBe(expectedCents);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo())
            await Task.Delay(5, limit.Token);
    }
}
