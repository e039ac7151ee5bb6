using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

public sealed class ListMissingReceiptsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task It_is_filtered_by_what_a_clerk_looks_for()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var (first, second, third) = (await scene.PaidAsync(), await scene.PaidAsync(), await scene.PaidAsync());
        await scene.ReportAsync([first]);
        await scene.ReportAsync([second], paidOn: TestClock.Today.AddDays(-9));
        await scene.Money.UploadAsync(
            scene.Money.Flow(TestClock.Today, "60000000002", third.Row with { PaidOn = TestClock.Today.AddDays(-5) })
        );
        await scene.Money.ReceiveAsync(second);

        (await FindAsync(new())).ShouldBe([third.ReceiptId, second.ReceiptId, first.ReceiptId]);
        (await FindAsync(new() { State = ["missing"] })).ShouldBe([third.ReceiptId, first.ReceiptId]);
        (await FindAsync(new() { State = ["missing", "received"] })).ShouldBe([third.ReceiptId, second.ReceiptId, first.ReceiptId]);
        (await FindAsync(new() { Iuv = first.Iuv })).ShouldBe([first.ReceiptId]);
        (await FindAsync(new() { Iur = second.ReceiptId })).ShouldBe([second.ReceiptId]);
        (await FindAsync(new() { PspId = "60000000002" })).ShouldBe([third.ReceiptId]);
        (await FindAsync(new() { PaidTo = TestClock.Today.AddDays(-5) })).ShouldBe([third.ReceiptId, second.ReceiptId]);
        (await FindAsync(new() { PaidFrom = TestClock.Today.AddDays(-5), State = ["missing"] })).ShouldBe([
            first.ReceiptId,
            third.ReceiptId,
        ]);

        async Task<List<string>> FindAsync(ListMissingReceiptsOptions options) =>
            [.. (await scene.Client.MissingReceipts.ListAsync(scene.Code, options)).Items.Select(m => m.Iur)];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_read_page_by_page(bool isByDay)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var expected = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var paid = await scene.PaidAsync();
            expected.Insert(0, paid.ReceiptId);
            await scene.ReportAsync([paid], paidOn: TestClock.Today.AddDays(-9 + i));
        }
        var options = new ListMissingReceiptsOptions { Limit = 2, PaidFrom = isByDay ? TestClock.Today.AddDays(-9) : null };

        var found = new List<string>();
        await foreach (var missing in scene.Client.MissingReceipts.ListAllAsync(scene.Code, options))
            found.Add(missing.Iur);

        found.ShouldBe(expected);
    }
}
