using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

/// <summary>What could not be taken is taken once the reason is mended.</summary>
public sealed class ReplayRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_receipt_sent_to_a_station_that_is_not_there_is_taken_once_it_is()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var station = $"{organization.Broker}_88";
        (
            await f.Node.SendAsync(
                station,
                Requests.SendRt(organization, Requests.Receipt(organization, notice)) with
                {
                    IdStation = station,
                }
            )
        ).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        var refused = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        var early = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => Refused.ReplayAsync(organization.Code, refused.Id));
        await f.Rows.ExecuteAsync(
            """
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, is_active,
                created_at) VALUES ($1, $2, $3, 3, '88', false, true, now())
            """,
            organization.Code,
            station,
            organization.Broker
        );
        var taken = await Refused.ReplayAsync(organization.Code, refused.Id);

        early.Code.ShouldBe("replay-refused");
        early.Problem!.Errors!.Single().Message.ShouldStartWith(PaFaultCodes.IdDominioErrato);
        (await f.StateOfAsync(notice)).ShouldBe("paid");
        (taken.State, taken.TakenByOrganization, taken.SeenCount).ShouldBe(("taken", organization.Code, 1));
        taken.SettledAt.ShouldNotBeNull();
        var receipt = await f.Api.Admin.Receipts.ReadAsync(organization.Code, taken.TakenAs!);
        (receipt.NoticeNumber, receipt.Origin).ShouldBe((notice.Number, "node"));
        // Done is done: again, and putting it aside.
        (await Refused.ReplayAsync(organization.Code, refused.Id)).TakenAs.ShouldBe(taken.TakenAs);
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                Refused.DismissAsync(organization.Code, refused.Id, new() { Reason = "Prova" })
            )
        ).Code.ShouldBe("refused-message-taken");
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_345);
    }

    [Fact]
    public async Task A_receipt_that_names_another_station_than_its_address_is_taken_once_that_is_registered()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var named = $"{organization.Broker}_09";
        (
            await f.Node.SendAsync(
                organization.Station,
                Requests.SendRt(organization, Requests.Receipt(organization, notice)) with
                {
                    IdStation = named,
                }
            )
        ).FaultCode.ShouldBe(PaFaultCodes.StazioneIntErrata);
        var refused = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        var early = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => Refused.ReplayAsync(organization.Code, refused.Id));
        await f.Rows.ExecuteAsync(
            """
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, is_active,
                created_at) VALUES ($1, $2, $3, 3, '09', false, true, now())
            """,
            organization.Code,
            named,
            organization.Broker
        );
        var taken = await Refused.ReplayAsync(organization.Code, refused.Id);

        refused.Reason.ShouldSatisfyAllConditions(r => r.ShouldContain(named), r => r.ShouldContain(organization.Station));
        early.Problem!.Errors!.Single().Remedy.ShouldContain("uploadReceipt");
        taken.State.ShouldBe("taken");
        (await f.StateOfAsync(notice)).ShouldBe("paid");
    }

    [Fact]
    public async Task A_question_is_not_replayed_and_stays_open()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(organization.Station, Encoding.UTF8.GetBytes(BrokenQuestion(organization)));
        var question = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        await RefusalAsync(409, "not-replayable", () => Refused.ReplayAsync(organization.Code, question.Id));

        (question.Kind, question.IsReplayable).ShouldBe(("question", false));
        (await Refused.ReadAsync(organization.Code, question.Id)).State.ShouldBe("open");
    }

    [Fact]
    public async Task A_message_of_another_organization_is_not_found_and_stays_open()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var refused = await f.RefuseAsync(organization);

        await RefusalAsync(404, "refused-message-not-found", () => Refused.ReplayAsync(other.Code, refused.Id));
        foreach (var id in Missing)
            await RefusalAsync(404, "refused-message-not-found", () => Refused.ReplayAsync(organization.Code, id));

        (await Refused.ReadAsync(organization.Code, refused.Id)).State.ShouldBe("open");
    }
}
