using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class DismissRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_message_put_aside_keeps_its_first_reason_and_may_be_taken_after_all()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization));
        await f.Rows.ExecuteAsync("UPDATE stations SET broker_fiscal_code = '77777777777' WHERE organization_id = $1", organization.Code);
        await f.SendReceiptAsync(organization, receipt);
        var id = (await Refused.ListAsync(organization.Code)).Items.Single().Id;

        await Refused.DismissAsync(organization.Code, id, new() { Reason = "Ricevuta di collaudo" });
        var again = await Refused.DismissAsync(organization.Code, id, new() { Reason = "Altro" });
        (again.State, again.DismissalReason).ShouldBe(("dismissed", "Ricevuta di collaudo"));
        (await Refused.ListAsync(organization.Code, new() { State = ["open"] })).Items.ShouldBeEmpty();
        (await Refused.ListAsync(organization.Code, new() { State = ["dismissed"], Kind = ["receipt"] })).Items.ShouldHaveSingleItem();

        await f.Rows.ExecuteAsync(
            "UPDATE stations SET broker_fiscal_code = $2 WHERE organization_id = $1",
            organization.Code,
            organization.Broker
        );
        var taken = await Refused.ReplayAsync(organization.Code, id);
        (taken.State, taken.DismissalReason).ShouldBe(("taken", null));
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type ORDER BY written) FROM events WHERE organization_id = $1 AND subject_id = $2",
                organization.Code,
                id
            )
        ).ShouldBe(["refused-message.received", "refused-message.dismissed", "refused-message.taken"]);
    }

    [Fact]
    public async Task A_question_is_put_aside_with_a_reason_and_not_without()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(organization.Station, Encoding.UTF8.GetBytes(BrokenQuestion(organization)));
        var question = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        foreach (var (reason, code) in new[] { ("", "not-empty"), (new string('x', 281), "maximum-length") })
            await FieldRefusalAsync("reason", code, () => Refused.DismissAsync(organization.Code, question.Id, new() { Reason = reason }));
        (await Refused.ReadAsync(organization.Code, question.Id)).State.ShouldBe("open");

        var dismissed = await Refused.DismissAsync(organization.Code, question.Id, new() { Reason = "Il nodo ha corretto" });
        (dismissed.State, dismissed.DismissalReason).ShouldBe(("dismissed", "Il nodo ha corretto"));
        dismissed.SettledAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_message_of_another_organization_is_not_found_and_stays_open()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var refused = await f.RefuseAsync(organization);

        await RefusalAsync(
            404,
            "refused-message-not-found",
            () => Refused.DismissAsync(other.Code, refused.Id, new() { Reason = "Prova" })
        );
        foreach (var id in Missing)
            await RefusalAsync(
                404,
                "refused-message-not-found",
                () => Refused.DismissAsync(organization.Code, id, new() { Reason = "Prova" })
            );

        (await Refused.ReadAsync(organization.Code, refused.Id)).State.ShouldBe("open");
    }
}
