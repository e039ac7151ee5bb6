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
    private const int Kills = 20;
    private const int ReceiptsPerKill = 80;
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
        var (organization, receipts) = await PayableAsync(Receipts);
        await using (var api = await ApiProcess.StartAsync(_connectionString))
        {
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

    /// <summary>Receipts that come at once are taken together: what was answered is there, and what is there is there as a whole.</summary>
    [Fact]
    public async Task Receipts_taken_together_survive_twenty_deaths_of_the_api()
    {
        var (organization, receipts) = await PayableAsync(Kills * ReceiptsPerKill);
        var next = ApiProcess.StartAsync(_connectionString);
        var answered = 0;
        foreach (var turn in receipts.Chunk(ReceiptsPerKill))
        {
            await using var api = await next;
            // The other replica is there before this one goes.
            next = ApiProcess.StartAsync(_connectionString);
            var before = await ScalarAsync("SELECT count(*) FROM receipts");
            var sending = Task.WhenAll(turn.Chunk(ReceiptsPerKill / 20).Select(chunk => SendAsync(api.BaseAddress, chunk)));
            await UntilAsync(async () => await ScalarAsync("SELECT count(*) FROM receipts") > before);
            await api.KillAsync();
            await sending;
            answered += turn.Count(r => r.IsSettled);
            await ReceiptsShouldBeWholeAsync(atLeast: answered);
        }
        answered.ShouldBeLessThan(receipts.Count, "the kills came too late to prove anything");
        await using (var api = await next)
        {
            using var client = api.Client();
            await Task.WhenAll(receipts.Chunk(receipts.Count / 8).Select(chunk => SendAsync(api.BaseAddress, chunk)));

            receipts.ShouldAllBe(r => r.IsSettled);
            await ReceiptsShouldBeWholeAsync(atLeast: receipts.Count);
            (await ScalarAsync("SELECT count(*) FROM receipts WHERE classification = 'regular'")).ShouldBe(receipts.Count);
            await LedgerShouldCloseAsync(client, organization.Code, s => s.PaidCents, receipts.Count * AmountCents);
            (await client.ActivityLog.VerifyAsync(organization.Code)).IsIntact.ShouldBeTrue();
        }
    }

    private async Task ReceiptsShouldBeWholeAsync(int atLeast)
    {
        // One statement sees one moment; the killed process left nothing half done.
        var counts = await ReadAsync(
            """
            SELECT ARRAY[(SELECT count(*) FROM receipts), (SELECT count(*) FROM receipt_transfers),
                (SELECT count(*) FROM inbound_messages WHERE kind = 'node-receipt' AND outcome = 'OK'),
                (SELECT count(*) FROM postings WHERE kind = 'paid'), (SELECT count(*) FROM instalments WHERE state = 'paid'),
                (SELECT count(*) FROM positions WHERE state = 'paid'), (SELECT count(*) FROM events WHERE type = 'receipt.received'),
                (SELECT count(*) FROM events WHERE type = 'position.paid'),
                (SELECT count(*) FROM activity_log WHERE operation_id = 'paSendRTV2' AND outcome = 'succeeded')]
            """
        );
        counts.Distinct().ShouldHaveSingleItem(string.Join(", ", counts)).ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    private async Task<(TestOrganization Organization, List<NodeReceipt> Receipts)> PayableAsync(int count)
    {
        await using var api = await ApiProcess.StartAsync(_connectionString);
        using var client = api.Client();
        var organization = await TestOrganization.CreateAsync(client);
        var flow = await client.Flows.UploadAsync(
            organization.Code,
            "quote.csv",
            new MemoryStream(Members.Csv(count, AmountCents)),
            new() { ServiceCode = organization.Service }
        );
        await client.Flows.WaitUntilReadyAsync(organization.Code, flow.Id);
        await client.Flows.ConfirmAsync(organization.Code, flow.Id);
        await client.Flows.WaitUntilCompletedAsync(organization.Code, flow.Id);
        var receipts = new List<NodeReceipt>();
        await foreach (var row in client.Flows.ListAllRowsAsync(organization.Code, flow.Id))
            receipts.Add(new NodeReceipt(organization, row.NoticeNumber!, AmountCents));
        return (organization, receipts);
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

    private async Task<long> ScalarAsync(string sql) => Convert.ToInt64(await ExecuteScalarAsync(sql), CultureInfo.InvariantCulture);

    private async Task<long[]> ReadAsync(string sql) => (long[])(await ExecuteScalarAsync(sql))!;

    private async Task<object?> ExecuteScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo())
            await Task.Delay(5, limit.Token);
    }
}
