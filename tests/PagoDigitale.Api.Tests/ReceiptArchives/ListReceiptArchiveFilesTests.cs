using PagoDigitale.Api.Tests.Gateways.PagoPa;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

public sealed class ListReceiptArchiveFilesTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task It_is_in_the_order_of_the_archive_page_by_page_and_by_outcome()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var good = await scene.ReceiptAsync();
        var archive = await scene.TakeAsync(
            ("a.xml", [1]),
            ("b.xml", scene.Xml(good)),
            ("c.xml", [2]),
            ("d.xml", scene.Xml(good)),
            ("e.xml", [3])
        );

        var all = new List<string>();
        await foreach (var file in scene.Client.ReceiptArchives.ListAllFilesAsync(scene.Code, archive.Id, new() { Limit = 2 }))
            all.Add(file.FileName);

        all.ShouldBe(["a.xml", "b.xml", "c.xml", "d.xml", "e.xml"]);
        (await scene.FilesAsync(archive, "refused")).Select(o => o.FileName).ShouldBe(["a.xml", "c.xml", "e.xml"]);
        (await scene.FilesAsync(archive, "taken", "already-here")).Select(o => o.FileName).ShouldBe(["b.xml", "d.xml"]);
    }
}
