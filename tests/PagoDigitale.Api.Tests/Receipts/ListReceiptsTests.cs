using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class ListReceiptsTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task Each_filter_finds_what_it_names_and_nothing_else()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        // Italian calendar: 22:30 UTC of the 15th of July is already the 16th.
        var wanted = Requests.Receipt(organization, notice) with
        {
            IdPsp = "BCITITMM",
            PspFiscalCode = "00799960158",
            Debtor = new Subject(EntityType.F, "VRDLGU70B02F205X", "Luigi Verdi"),
        };
        var other = Requests.Receipt(organization, "302000000000000184", 100) with
        {
            PaymentDateTime = new DateTimeOffset(2026, 7, 15, 21, 30, 0, TimeSpan.Zero),
        };
        await f.SendReceiptAsync(organization, wanted);
        await f.SendReceiptAsync(organization, other);
        var receipts = f.Api.Admin.Receipts;
        var o = organization.Code;
        var position = (await receipts.ListAsync(o, new() { Iur = wanted.ReceiptId })).Items.Single().PositionId;

        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { PaidFrom = new DateOnly(2026, 7, 16) }));
        await ShouldFindAsync(other, receipts.ListAsync(o, new() { PaidTo = new DateOnly(2026, 7, 15) }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { Iuv = notice.Iuv }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { NoticeNumber = notice.Number }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { DebtorFiscalCode = "vrdlgu70b02f205x" }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { PspId = "BCITITMM" }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { PspId = "BCITITMMXXX" }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { PspId = "00799960158" }));
        await ShouldFindAsync(other, receipts.ListAsync(o, new() { Classification = [ReceiptClassifications.UnknownNotice] }));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, new() { PositionId = position }));
        await ShouldFindAsync(other, receipts.ListAsync(o, new() { Iur = other.ReceiptId }));
    }

    [Fact]
    public async Task What_was_declared_and_what_the_node_brought_are_told_apart_by_their_origin()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var declared = PositionScene.Instalment(await scene.PayOutsideAsync(await scene.CreateAsync()));
        await scene.PayAsync(PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber, 10_000);
        var receipts = f.Api.Admin.Receipts;

        var ofDeclaration = (await receipts.ListAsync(scene.Organization, new() { Origin = "declaration" })).Items.ShouldHaveSingleItem();
        var ofNode = (await receipts.ListAsync(scene.Organization, new() { Origin = "node" })).Items.ShouldHaveSingleItem();

        (ofDeclaration.Id, ofDeclaration.Origin, ofNode.Origin).ShouldBe((declared.ReceiptId, "declaration", "node"));
        (await receipts.ListAsync(scene.Organization, new() { Origin = "upload" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        await f.SendReceiptAsync(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)));

        (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (await f.Api.Admin.Receipts.ListAsync(other.Code)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_classification_that_does_not_exist_is_refused()
    {
        var organization = await f.Rows.AddOrganizationAsync();

        var error = await Should.ThrowAsync<PagoDigitaleException>(() =>
            f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Classification = ["odd"] })
        );

        (error.Status, error.Problem!.Errors!.Single().Field).ShouldBe((400, "classification"));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_loss()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var sent = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var receipt = Requests.Receipt(organization, "302000000000000184", 100 + i);
            await f.SendReceiptAsync(organization, receipt);
            sent.Insert(0, receipt.ReceiptId);
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Limit = 2, Cursor = cursor });
            found.AddRange(page.Items.Select(r => r.Iur));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.ShouldBe(sent);
    }

    private static async Task ShouldFindAsync(Receipt expected, Task<ReceiptPage> page) =>
        (await page).Items.ShouldHaveSingleItem().Iur.ShouldBe(expected.ReceiptId);
}
