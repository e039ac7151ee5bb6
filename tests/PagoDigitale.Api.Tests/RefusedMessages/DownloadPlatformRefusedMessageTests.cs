using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class DownloadPlatformRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_receipt_of_an_organization_that_is_not_here_is_downloaded_byte_for_byte()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var newcomer = organization with { Code = $"9{organization.Code[1..]}" };
        var receipt = Requests.Receipt(newcomer, "302000000000000184", 500);
        await f.SendReceiptAsync(newcomer, receipt);
        var refused = await Refused.ListAllPlatformRefusedMessagesAsync().FirstAsync(r => r.Iur == receipt.ReceiptId);

        using var file = await Refused.DownloadPlatformRefusedMessageAsync(refused.Id);

        (await file.ReadBytesAsync()).ShouldBe(PaForNodeClientWriter.Write(Requests.SendRt(newcomer, receipt)));
        file.FileName.ShouldBe($"{refused.Id}.bin");
    }

    [Fact]
    public async Task A_message_of_an_organization_is_not_found()
    {
        var refused = await f.RefuseAsync(await f.Rows.AddOrganizationAsync());

        foreach (var id in Missing.Append(refused.Id))
            await RefusalAsync(404, "refused-message-not-found", () => Refused.DownloadPlatformRefusedMessageAsync(id));
    }
}
