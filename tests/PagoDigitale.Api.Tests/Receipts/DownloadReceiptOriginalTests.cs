using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class DownloadReceiptOriginalTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task The_original_is_given_back_byte_for_byte()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        // As no writer of ours would: other prefix, comments, line breaks.
        var text = Encoding.UTF8.GetString(
            PaForNodeClientWriter.Write(Requests.SendRt(organization, Requests.Receipt(organization, notice)))
        );
        var envelope = Encoding.UTF8.GetBytes(
            text.Replace("soapenv", "S", StringComparison.Ordinal)
                .Replace("<receipt>", "\r\n <!-- è -->\t<receipt>", StringComparison.Ordinal)
        );
        (await f.Node.SendAsync(organization.Station, envelope)).IsOk.ShouldBeTrue();
        var id = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.Single().Id;

        using var file = await f.Api.Admin.Receipts.DownloadOriginalAsync(organization.Code, id);

        (await file.ReadBytesAsync()).ShouldBe(envelope);
        file.FileName!.ShouldEndWith(".xml");
    }

    [Fact]
    public async Task Of_a_payment_outside_the_node_there_is_none()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var paid = await scene.PayOutsideAsync(await scene.CreateAsync());
        var receipt = PositionScene.Instalment(paid).ReceiptId!;

        await RefusalAsync(
            404,
            "receipt-original-not-found",
            () => f.Api.Admin.Receipts.DownloadOriginalAsync(scene.Organization, receipt)
        );
    }

    [Fact]
    public async Task That_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        await f.SendReceiptAsync(other, Requests.Receipt(other, await f.Rows.AddNoticeAsync(other)));
        var id = (await f.Api.Admin.Receipts.ListAsync(other.Code)).Items.Single().Id;

        foreach (var receipt in new[] { id, "rcp_nothing" })
            await RefusalAsync(404, "receipt-not-found", () => f.Api.Admin.Receipts.DownloadOriginalAsync(organization.Code, receipt));
    }
}
