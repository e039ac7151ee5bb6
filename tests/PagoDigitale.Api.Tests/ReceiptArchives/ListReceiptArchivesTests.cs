using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

public sealed class ListReceiptArchivesTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task It_is_filtered_by_state_and_day_and_read_page_by_page()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var done = new List<string>();
        for (var i = 0; i < 3; i++)
            done.Insert(0, (await scene.TakeAsync(($"{i}.xml", [(byte)i]))).Id);
        var waiting = await scene.UploadAsync(ArchiveScene.Zip(("x.xml", "x"u8.ToArray())));

        (await FindAsync(new() { Limit = 2 })).ShouldBe([waiting.Id, .. done]);
        (await FindAsync(new() { State = ["received"] })).ShouldBe([waiting.Id]);
        (await FindAsync(new() { State = ["received", "completed"] })).ShouldBe([waiting.Id, .. done]);
        (await FindAsync(new() { CreatedFrom = TestClock.Today, CreatedTo = TestClock.Today })).ShouldBe([waiting.Id, .. done]);
        (await FindAsync(new() { CreatedTo = TestClock.Today.AddDays(-1) })).ShouldBeEmpty();

        async Task<List<string>> FindAsync(ListReceiptArchivesOptions options)
        {
            var found = new List<string>();
            await foreach (var archive in scene.Client.ReceiptArchives.ListAllAsync(scene.Code, options))
                found.Add(archive.Id);
            return found;
        }
    }
}
