using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class ListRefusedMessagesTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task Contradictory_receipts_are_listed_each_once_however_often_they_come()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var wrong = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)) with { AmountCents = 1 };

        for (var i = 0; i < 5; i++)
            (await f.SendReceiptAsync(organization, wrong)).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => f.SendReceiptAsync(organization, wrong with { AmountCents = 2 })));

        var listed = (await Refused.ListAsync(organization.Code, new() { State = ["open"] })).Items;
        listed
            .Select(r => (r.Code, r.Reason, r.SeenCount, r.AmountCents))
            .ShouldBe([
                (PaFaultCodes.Semantica, "paymentAmount is not the sum of the transfers.", 10, 2L),
                (PaFaultCodes.Semantica, "paymentAmount is not the sum of the transfers.", 5, 1L),
            ]);
        listed.ShouldAllBe(r => r.LastSeenAt >= r.FirstSeenAt && r.NoticeNumber == wrong.NoticeNumber);
        (await f.CountAsync("inbound_messages", organization)).ShouldBe(2, "a repetition is not kept again");
        (await f.CountAsync("events", organization)).ShouldBe(2);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_loss()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        for (var i = 1; i <= 5; i++)
            await f.SendReceiptAsync(organization, Requests.Receipt(organization, "302000000000000184", 100 + i) with { AmountCents = i });

        var first = await Refused.ListAsync(organization.Code, new() { Limit = 2 });
        var all = await Refused.ListAllAsync(organization.Code, new() { Limit = 2 }).ToListAsync();

        first.NextCursor.ShouldNotBeNull();
        all.Select(r => r.AmountCents).ShouldBe([5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_and_kind_also_from_page_to_page()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var put = await f.RefuseAsync(organization, 1);
        await Refused.DismissAsync(organization.Code, put.Id, new() { Reason = "Prova" });
        await f.Node.SendAsync(organization.Station, Encoding.UTF8.GetBytes(BrokenQuestion(organization)));
        var (second, third) = (await f.RefuseAsync(organization, 2), await f.RefuseAsync(organization, 3));

        (await Refused.ListAsync(organization.Code, new() { State = ["dismissed"], Kind = ["receipt"] }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(put.Id);
        (await Refused.ListAsync(organization.Code, new() { Kind = ["question"] })).Items.ShouldHaveSingleItem().State.ShouldBe("open");
        (await Refused.ListAsync(organization.Code, new() { State = ["taken"] })).Items.ShouldBeEmpty();
        var page = await Refused.ListAsync(
            organization.Code,
            new()
            {
                State = ["open"],
                Kind = ["receipt"],
                Limit = 1,
            }
        );
        var rest = await Refused.ListAsync(
            organization.Code,
            new()
            {
                State = ["open"],
                Kind = ["receipt"],
                Limit = 1,
                Cursor = page.NextCursor,
            }
        );
        (page.Items.Single().Id, rest.Items.Single().Id, rest.NextCursor).ShouldBe((third.Id, second.Id, null));
    }

    [Fact]
    public async Task What_another_organization_or_the_platform_refused_is_not_listed()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var own = await f.RefuseAsync(organization);
        await f.RefuseAsync(other);
        await f.NoiseAsync();

        (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem().Id.ShouldBe(own.Id);
    }

    [Theory]
    [InlineData("odd", null, "state")]
    [InlineData(null, "odd", "kind")]
    public async Task A_state_or_a_kind_that_does_not_exist_is_refused(string? state, string? kind, string parameter)
    {
        var organization = await f.Rows.AddOrganizationAsync();

        await FieldRefusalAsync(
            parameter,
            "malformed",
            () => Refused.ListAsync(organization.Code, new() { State = Some(state), Kind = Some(kind) }),
            400
        );
    }

    private static string[]? Some(string? value) => value is null ? null : [value];
}
