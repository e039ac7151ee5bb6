using PagoDigitale.Api.Tests.Platform;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.MissingReceipts;

public sealed class ReadMissingReceiptTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task It_is_read_by_its_identifier_and_that_of_another_organization_is_not_there()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await using var other = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await scene.ReportAsync([await scene.PaidAsync()]);
        var listed = (await scene.MissingAsync()).Single();

        var read = await scene.Client.MissingReceipts.ReadAsync(scene.Code, listed.Id);

        (read.Id, read.Iur, read.State).ShouldBe((listed.Id, listed.Iur, "missing"));
        foreach (var id in new[] { listed.Id, "mrc_nothing" })
            await RefusalAsync(404, "missing-receipt-not-found", () => other.Client.MissingReceipts.ReadAsync(other.Code, id));
    }
}
