using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Api.Tests.Notices;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class DownloadReceiptTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task The_printed_copy_is_a_pdf_and_always_the_same()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.SendReceiptAsync(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)));
        var id = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.Single().Id;

        using var first = await f.Api.Admin.Receipts.DownloadAsync(organization.Code, id);
        using var second = await f.Api.Admin.Receipts.DownloadAsync(organization.Code, id);

        var bytes = await first.ReadBytesAsync();
        bytes[..5].ShouldBe("%PDF-"u8.ToArray());
        bytes.ShouldBe(await second.ReadBytesAsync());
        first.FileName!.ShouldStartWith("quietanza-");
    }

    [Fact]
    public async Task A_payment_outside_the_node_is_attested_by_the_organization()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var paid = await scene.PayOutsideAsync(await scene.CreateAsync());
        var receipt = await f.Api.Admin.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(paid).ReceiptId!);

        using var file = await f.Api.Admin.Receipts.DownloadAsync(scene.Organization, receipt.Id);

        file.FileName.ShouldBe($"attestazione-{receipt.NoticeNumber}.pdf");
        PrintedNotice
            .Text(await file.ReadBytesAsync())
            .ShouldSatisfyAllConditions(
                t => t.ShouldContain("Pagamento registrato dall’ente creditore fuori dal nodo pagoPA"),
                t => t.ShouldContain("100,00"),
                t => t.ShouldContain("Mario Rossi"),
                t => t.ShouldContain($"{PositionScene.Today:dd/MM/yyyy}"),
                t => t.ShouldNotContain("Outside the node")
            );
    }

    [Fact]
    public async Task Reason_and_reference_of_a_payment_outside_the_node_are_read_and_printed()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var position = await scene.CreateAsync();
        var paid = await scene.Positions.RecordOutsidePaymentAsync(
            scene.Organization,
            position.Id,
            new OutsidePaymentInput
            {
                InstalmentId = PositionScene.Instalment(position).Id,
                PaidOn = PositionScene.Today,
                Reason = "Pagato allo sportello di tesoreria",
                Reference = "Quietanza 3381",
            }
        );
        var bare = PositionScene.Instalment(await scene.PayOutsideAsync(await scene.CreateAsync()));
        await scene.PayAsync(PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber, 10_000);

        var receipt = await f.Api.Admin.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(paid).ReceiptId!);
        using var file = await f.Api.Admin.Receipts.DownloadAsync(scene.Organization, receipt.Id);

        (receipt.OutsidePayment!.Reason, receipt.OutsidePayment.Reference).ShouldBe(
            ("Pagato allo sportello di tesoreria", "Quietanza 3381")
        );
        PrintedNotice
            .Text(await file.ReadBytesAsync())
            .ShouldSatisfyAllConditions(t => t.ShouldContain("Pagato allo sportello di tesoreria"), t => t.ShouldContain("Quietanza 3381"));
        var listed = (await f.Api.Admin.Receipts.ListAsync(scene.Organization)).Items;
        listed
            .Single(r => r.Id == bare.ReceiptId)
            .OutsidePayment!.ShouldSatisfyAllConditions(o => o.Reason.ShouldBe("Sportello"), o => o.Reference.ShouldBeNull());
        listed.Single(r => r.Version == "v2").OutsidePayment.ShouldBeNull();
    }

    [Fact]
    public async Task That_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        await f.SendReceiptAsync(other, Requests.Receipt(other, await f.Rows.AddNoticeAsync(other)));
        var id = (await f.Api.Admin.Receipts.ListAsync(other.Code)).Items.Single().Id;

        foreach (var receipt in new[] { id, "rcp_nothing" })
            await RefusalAsync(404, "receipt-not-found", () => f.Api.Admin.Receipts.DownloadAsync(organization.Code, receipt));
    }
}
