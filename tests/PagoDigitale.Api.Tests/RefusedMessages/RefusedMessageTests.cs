using System.Net;
using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.RefusedMessages;

/// <summary>What could not be taken is seen, and taken once the reason is mended.</summary>
public sealed class RefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private RefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task Contradictory_receipts_are_listed_each_once_however_often_they_come()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var wrong = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)) with { AmountCents = 1 };

        for (var i = 0; i < 5; i++)
            (await f.SendReceiptAsync(organization, wrong)).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => f.SendReceiptAsync(organization, wrong with { AmountCents = 2 })));

        var listed = (await Refused.ListAsync(organization.Code, state: "open")).Items;
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
        (await Refused.ListAsync(organization.Code, state: "open")).Items.ShouldBeEmpty();
        (await Refused.ListAsync(organization.Code, state: "dismissed", kind: "receipt")).Items.ShouldHaveSingleItem();

        await f.Rows.ExecuteAsync(
            "UPDATE stations SET broker_fiscal_code = $2 WHERE organization_id = $1",
            organization.Code,
            organization.Broker
        );
        var taken = await Refused.ReplayAsync(organization.Code, id);
        (taken.State, taken.DismissalReason).ShouldBe(("taken", null));
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type ORDER BY sequence) FROM events WHERE organization_id = $1 AND subject_id = $2",
                organization.Code,
                id
            )
        ).ShouldBe(["refused-message.received", "refused-message.dismissed", "refused-message.taken"]);
    }

    [Fact]
    public async Task Questions_are_not_replayed_and_values_that_do_not_exist_are_refused()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(
            organization.Station,
            Encoding.UTF8.GetBytes(
                Encoding
                    .UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")))
                    .Replace("</qrCode>", "</qrCode><x/>", StringComparison.Ordinal)
            )
        );
        var question = (await Refused.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();

        var refusal = await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ReplayAsync(organization.Code, question.Id));
        (refusal.Status, refusal.Code).ShouldBe((409, "not-replayable"));
        (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ListAsync(organization.Code, state: "odd"))).Status.ShouldBe(400);
        (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ListAsync(organization.Code, kind: "odd"))).Status.ShouldBe(400);
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                Refused.DismissAsync(organization.Code, question.Id, new() { Reason = "" })
            )
        ).Status.ShouldBe(422);
        (await Refused.DismissAsync(organization.Code, question.Id, new() { Reason = "Il nodo ha corretto" })).State.ShouldBe("dismissed");
    }

    [Fact]
    public async Task A_receipt_of_an_organization_that_is_not_here_waits_on_the_platform_until_it_is()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var newcomer = organization with { Code = $"9{organization.Code[1..]}" };
        var receipt = Requests.Receipt(newcomer, "302000000000000184", 500);
        (await f.SendReceiptAsync(newcomer, receipt)).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        var refused = await f
            .Api.Admin.RefusedMessages.ListAllPlatformRefusedMessagesAsync(state: "open")
            .FirstAsync(r => r.ReceiptId == receipt.ReceiptId);
        (refused.StatedOrganization, refused.Kind, refused.Source).ShouldBe((newcomer.Code, "receipt", newcomer.Station));
        (await Refused.ReadPlatformRefusedMessageAsync(refused.Id)).Id.ShouldBe(refused.Id);
        (await (await Refused.DownloadPlatformRefusedMessageAsync(refused.Id)).ReadBytesAsync()).ShouldBe(
            PaForNodeClientWriter.Write(Requests.SendRt(newcomer, receipt))
        );
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => Refused.ReplayPlatformRefusedMessageAsync(refused.Id))).Code.ShouldBe(
            "replay-refused"
        );

        await f.Rows.ExecuteAsync(
            "INSERT INTO organizations (organization_id, name, created_at, updated_at) VALUES ($1, 'Comune nuovo', now(), now())",
            newcomer.Code
        );
        await f.Rows.ExecuteAsync(
            """
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, is_active,
                created_at) VALUES ($1, $2, $3, 3, '02', true, true, now())
            """,
            newcomer.Code,
            newcomer.Station,
            newcomer.Broker
        );
        var taken = await Refused.ReplayPlatformRefusedMessageAsync(refused.Id);

        // Its notice is unknown here: the node would be told so, and the receipt is here.
        (taken.State, taken.TakenByOrganization).ShouldBe(("taken", newcomer.Code));
        (await f.Api.Admin.Receipts.ReadAsync(newcomer.Code, taken.TakenAs!)).Classification.ShouldBe("unknown-notice");
        (await Refused.ListAsync(newcomer.Code)).Items.ShouldBeEmpty();
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                Refused.DismissPlatformRefusedMessageAsync(refused.Id, new() { Reason = "Prova" })
            )
        ).Code.ShouldBe("refused-message-taken");
    }

    [Fact]
    public async Task Noise_is_put_aside_by_whoever_runs_the_platform_and_no_organization_sees_it()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(organization.Station, "noise"u8.ToArray());
        var noise = await Refused.ListAllPlatformRefusedMessagesAsync(kind: "unknown").FirstAsync(r => r.Source == organization.Station);

        (await Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = "Scansione" })).State.ShouldBe("dismissed");

        (await Refused.ListAsync(organization.Code)).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ReadAsync(organization.Code, noise.Id))).Status.ShouldBe(404);
        foreach (var id in new[] { "rfm_00000000000000000000000000", "rfm_nothing" })
        {
            (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ReadPlatformRefusedMessageAsync(id))).Status.ShouldBe(404);
            (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.DownloadPlatformRefusedMessageAsync(id))).Status.ShouldBe(404);
            (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ReplayPlatformRefusedMessageAsync(id))).Status.ShouldBe(404);
            (
                await Should.ThrowAsync<PagoDigitaleException>(() => Refused.DismissPlatformRefusedMessageAsync(id, new() { Reason = "x" }))
            ).Status.ShouldBe(404);
        }
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_loss()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        for (var i = 1; i <= 5; i++)
            await f.SendReceiptAsync(organization, Requests.Receipt(organization, "302000000000000184", 100 + i) with { AmountCents = i });

        var first = await Refused.ListAsync(organization.Code, limit: 2);
        var all = await Refused.ListAllAsync(organization.Code, limit: 2).ToListAsync();

        first.NextCursor.ShouldNotBeNull();
        all.Select(r => r.AmountCents).ShouldBe([5, 4, 3, 2, 1]);
    }

    /// <summary>Who may send could otherwise fill the disk.</summary>
    [Fact]
    public async Task Without_room_a_receipt_gets_no_valid_answer_and_a_question_is_answered_all_the_same()
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:RefusedMessages:CountMax", "2"));
        var rows = new PositionRows(api.ConnectionString);
        using var node = new NodeCaller(api.BaseAddress);
        var organization = await rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, "302000000000000184", 500);
        Receipt Wrong(int cents) => receipt with { AmountCents = cents };
        var broken = Encoding
            .UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")))
            .Replace("</qrCode>", "</qrCode><x/>", StringComparison.Ordinal);

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

        (await api.Admin.RefusedMessages.ListAsync(organization.Code, kind: "receipt")).Items.Count.ShouldBe(2);
        (await api.Admin.RefusedMessages.ListAsync(organization.Code, kind: "question")).Items.Count.ShouldBe(
            1,
            "of questions a tenth, but one"
        );
        (await rows.ReadAsync<long>("SELECT count(*) FROM inbound_messages WHERE organization_id = $1", organization.Code)).ShouldBe(3);
        await api.Admin.RefusedMessages.DismissAsync(
            organization.Code,
            (await api.Admin.RefusedMessages.ListAsync(organization.Code, kind: "receipt")).Items[0].Id,
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
