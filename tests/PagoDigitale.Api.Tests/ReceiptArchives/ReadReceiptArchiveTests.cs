using PagoDigitale.Api.Tests.Gateways.PagoPa;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

public sealed class ReadReceiptArchiveTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task That_of_another_organization_is_not_there()
    {
        var (scene, other) = (await ArchiveScene.CreateAsync(f), await ArchiveScene.CreateAsync(f));
        var archive = await scene.TakeAsync(("1.xml", [1]));

        (await scene.Client.ReceiptArchives.ReadAsync(scene.Code, archive.Id)).Counts.Refused.ShouldBe(1);
        foreach (var id in new[] { archive.Id, "rca_nothing" })
        {
            await RefusalAsync(404, "receipt-archive-not-found", () => other.Client.ReceiptArchives.ReadAsync(other.Code, id));
            await RefusalAsync(404, "receipt-archive-not-found", () => other.Client.ReceiptArchives.ListFilesAsync(other.Code, id));
        }
    }
}
