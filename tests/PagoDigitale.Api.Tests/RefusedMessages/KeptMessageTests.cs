using System.Net;
using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.RefusedMessages;

/// <summary>What was refused is kept, once and while there is room, until it is taken.</summary>
public sealed class KeptMessageTests(OwnNode f) : IClassFixture<OwnNode>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task What_the_node_repeats_once_the_reason_is_mended_is_taken_by_itself()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization));
        await f.Rows.ExecuteAsync("UPDATE stations SET broker_fiscal_code = '77777777777' WHERE organization_id = $1", organization.Code);
        (await f.SendReceiptAsync(organization, receipt)).FaultCode.ShouldBe(PaFaultCodes.IdIntermediarioErrato);
        await f.Rows.ExecuteAsync(
            "UPDATE stations SET broker_fiscal_code = $2 WHERE organization_id = $1",
            organization.Code,
            organization.Broker
        );

        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem().State.ShouldBe("taken");
    }

    [Fact]
    public async Task A_receipt_that_breaks_here_is_listed_until_it_is_taken()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        await f.Rows.ExecuteAsync("ALTER TABLE instalments DROP CONSTRAINT IF EXISTS instalments_state_check");
        await f.Rows.ExecuteAsync("UPDATE instalments SET state = 'nobody-knows' WHERE instalment_id = $1", notice.InstalmentId);
        var receipt = Requests.Receipt(organization, notice);
        (await f.SendReceiptAsync(organization, receipt)).Status.ShouldBe(HttpStatusCode.InternalServerError);
        var broken = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        await f.Rows.ExecuteAsync("UPDATE instalments SET state = 'unpaid' WHERE instalment_id = $1", notice.InstalmentId);

        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        (broken.Code, broken.State).ShouldBe(("internal-error", "open"));
        (await Refused.ReadAsync(organization.Code, broken.Id)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe("taken"),
            r => r.TakenAs.ShouldStartWith("rcp_")
        );
    }

    /// <summary>Who may send could otherwise fill the disk.</summary>
    [Fact]
    public async Task Without_room_a_receipt_gets_no_valid_answer_and_a_question_is_answered_all_the_same()
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:RefusedMessages:CountMax", "2"));
        var rows = new PositionRows(api.ConnectionString);
        using var node = api.Node();
        var organization = await rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, "302000000000000184", 500);
        Receipt Wrong(int cents) => receipt with { AmountCents = cents };
        var broken = BrokenQuestion(organization);

        (await node.SendAsync(organization.Station, Requests.SendRt(organization, Wrong(1)))).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        (await node.SendAsync(organization.Station, Requests.SendRt(organization, Wrong(2)))).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        (await node.SendAsync(organization.Station, Requests.SendRt(organization, Wrong(3)))).Status.ShouldBe(
            HttpStatusCode.InternalServerError
        );
        (await node.SendAsync(organization.Station, Requests.SendRt(organization, Wrong(1)))).FaultCode.ShouldBe(
            PaFaultCodes.Semantica,
            "what is here already takes no room"
        );
        for (var i = 0; i < 3; i++)
            (
                await node.SendAsync(
                    organization.Station,
                    Encoding.UTF8.GetBytes(broken.Replace("<x/>", $"<x{i}/>", StringComparison.Ordinal))
                )
            ).FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);

        (await api.Admin.RefusedMessages.ListAsync(organization.Code, new() { Kind = ["receipt"] })).Items.Count.ShouldBe(2);
        (await api.Admin.RefusedMessages.ListAsync(organization.Code, new() { Kind = ["question"] })).Items.Count.ShouldBe(
            1,
            "of questions a tenth, but one"
        );
        (await rows.ReadAsync<long>("SELECT count(*) FROM inbound_messages WHERE organization_id = $1", organization.Code)).ShouldBe(3);
        await api.Admin.RefusedMessages.DismissAsync(
            organization.Code,
            (await api.Admin.RefusedMessages.ListAsync(organization.Code, new() { Kind = ["receipt"] })).Items[0].Id,
            new() { Reason = "Fatto" }
        );
        (await node.SendAsync(organization.Station, Requests.SendRt(organization, Wrong(3)))).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        // The platform's room is its own.
        (
            await node.SendAsync(organization.Station, Requests.SendRt(organization with { Code = "99999999999" }, Wrong(4)))
        ).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        (await rows.ReadAsync<long>("SELECT count(*) FROM refused_messages WHERE organization_id = $1", TenantSession.Platform)).ShouldBe(
            1
        );
    }
}
