using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>One api for the tests of a class; each test brings its own organization, and other classes come after it.</summary>
public class NodeFixture : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;
    public PositionRows Rows { get; private set; } = null!;
    public NodeCaller Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Api = await TakeAsync();
        Rows = new PositionRows(Api.ConnectionString);
        Node = Api.Node();
    }

    public async Task DisposeAsync()
    {
        Node.Dispose();
        await GiveBackAsync(Api);
    }

    protected virtual Task<TestApi> TakeAsync() => SharedApi.TakeAsync();

    protected virtual Task GiveBackAsync(TestApi api) => SharedApi.GiveBackAsync(api);

    public Task<StationAnswer> VerifyAsync(OrganizationRow o, string notice) => Node.SendAsync(o.Station, Requests.Verify(o, notice));

    public Task<StationAnswer> SendReceiptAsync(OrganizationRow o, Receipt receipt) =>
        Node.SendAsync(o.Station, Requests.SendRt(o, receipt));

    public async Task<string?> StateOfAsync(WrittenNotice notice) =>
        await Rows.ReadAsync<string>("SELECT state FROM instalments WHERE instalment_id = $1", notice.InstalmentId);

    public async Task<string?> ClassificationAsync(OrganizationRow o, Receipt receipt) =>
        await Rows.ReadAsync<string>(
            "SELECT classification FROM receipts WHERE organization_id = $1 AND iur = $2",
            o.Code,
            receipt.ReceiptId
        );

    public Task<long> CountAsync(string table, OrganizationRow o) =>
        Rows.ReadAsync<long>($"SELECT count(*) FROM {table} WHERE organization_id = $1", o.Code);

    /// <summary>Debit minus credit of an account.</summary>
    public Task<long> BalanceAsync(OrganizationRow o, string account) =>
        Rows.ReadAsync<long>(
            """
            SELECT coalesce(sum(CASE WHEN debit = $2 THEN amount_cents ELSE -amount_cents END), 0)::bigint FROM postings
            WHERE organization_id = $1 AND $2 IN (debit, credit) AND kind = 'paid'
            """,
            o.Code,
            account
        );
}

/// <summary>For tests that change what all organizations share: the schema, the connections.</summary>
public sealed class OwnNode : NodeFixture
{
    protected override Task<TestApi> TakeAsync() => TestApi.StartAsync();

    protected override async Task GiveBackAsync(TestApi api) => await api.DisposeAsync();
}
