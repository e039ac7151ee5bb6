using System.Security.Cryptography;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class DownloadRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_message_is_downloaded_byte_for_byte_by_its_organization_alone()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var receipt = Requests.Receipt(organization, "302000000000000184", 500) with { AmountCents = 1 };
        await f.SendReceiptAsync(organization, receipt);
        var refused = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        using var file = await Refused.DownloadAsync(organization.Code, refused.Id);
        var content = await file.ReadBytesAsync();

        content.ShouldBe(PaForNodeClientWriter.Write(Requests.SendRt(organization, receipt)));
        (file.FileName, content.LongLength).ShouldBe(($"{refused.Id}.bin", refused.SizeBytes));
        Convert.ToHexStringLower(SHA256.HashData(content)).ShouldBe(refused.Sha256);
        await RefusalAsync(404, "refused-message-not-found", () => Refused.DownloadAsync(other.Code, refused.Id));
        foreach (var id in Missing)
            await RefusalAsync(404, "refused-message-not-found", () => Refused.DownloadAsync(organization.Code, id));
    }
}
