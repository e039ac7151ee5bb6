using System.Net;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>A receipt is taken once, whatever the state of the notice: the money has moved.</summary>
public sealed class ReceiptTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Theory]
    [InlineData(PaVersion.V1)]
    [InlineData(PaVersion.V2)]
    public async Task A_repeated_receipt_is_answered_as_such_and_has_no_second_effect(PaVersion version)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization), version);
        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        var repeated = await f.SendReceiptAsync(organization, receipt);

        repeated.Status.ShouldBe(HttpStatusCode.OK);
        repeated.FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);
        (await f.CountAsync("receipts", organization)).ShouldBe(1);
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_345);
    }

    /// <summary>Some send until they hear OK, which a repetition never does: that must not fill the disk.</summary>
    [Fact]
    public async Task A_receipt_that_comes_for_ever_is_kept_once_counted_and_seen()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization));
        for (var i = 0; i < 6; i++)
            await f.SendReceiptAsync(organization, receipt);
        var other = PaForNodeClientWriter.Write(Requests.SendRt(organization, receipt));
        // Other bytes may say something else, and are kept.
        (await f.Node.SendAsync(organization.Station, [.. other, (byte)'\n'])).FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);

        (
            await f.Rows.ReadAsync<int[]>(
                "SELECT array_agg(seen_count ORDER BY message_id) FROM inbound_messages WHERE organization_id = $1",
                organization.Code
            )
        ).ShouldBe([6, 1]);
        var shown = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (shown.SeenCount, shown.LastSeenAt > shown.ReceivedAt).ShouldBe((6, true));
        (await f.Api.Admin.Receipts.ReadAsync(organization.Code, shown.Id)).SeenCount.ShouldBe(6);
        (await f.Api.Admin.ActivityLog.ListAsync(organization.Code)).Items.Count(e => e.Code == PaFaultCodes.ReceiptDuplicata).ShouldBe(6);
    }

    /// <summary>Called a duplicate, the payment of the second notice would be lost: nobody would send it again.</summary>
    [Fact]
    public async Task A_receipt_id_of_another_payment_is_no_duplicate()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var (first, second) = (
            Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)),
            Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization))
        );
        (await f.SendReceiptAsync(organization, first)).IsOk.ShouldBeTrue();

        var answer = await f.SendReceiptAsync(organization, second with { ReceiptId = first.ReceiptId });

        answer.FaultCode.ShouldBe(PaFaultCodes.Semantica);
        (await f.CountAsync("receipts", organization)).ShouldBe(1);
        (await f.CountAsync("inbound_messages", organization)).ShouldBe(2);
        (await f.SendReceiptAsync(organization, second)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_twenty_equal_receipts_at_once_one_is_taken()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => f.SendReceiptAsync(organization, receipt)));

        answers.Count(a => a.IsOk).ShouldBe(1);
        answers.Count(a => a.FaultCode == PaFaultCodes.ReceiptDuplicata).ShouldBe(19);
        (await f.CountAsync("receipts", organization)).ShouldBe(1);
        (
            await f.Rows.ReadAsync<long>("SELECT count(*) FROM postings WHERE organization_id = $1 AND kind = 'paid'", organization.Code)
        ).ShouldBe(1);
        (
            await f.Rows.ReadAsync<int[]>(
                "SELECT array_agg(seen_count) FROM inbound_messages WHERE organization_id = $1",
                organization.Code
            )
        ).ShouldBe([20], "kept once and counted");
    }

    [Fact]
    public async Task Of_two_payments_of_a_notice_at_once_the_second_is_owed_back()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        Receipt[] receipts = [Requests.Receipt(organization, notice), Requests.Receipt(organization, notice)];

        var answers = await Task.WhenAll(receipts.Select(r => f.SendReceiptAsync(organization, r)));

        answers.ShouldAllBe(a => a.IsOk);
        string?[] classifications =
        [
            await f.ClassificationAsync(organization, receipts[0]),
            await f.ClassificationAsync(organization, receipts[1]),
        ];
        classifications.ShouldBe(["regular", "duplicate-payment"], ignoreOrder: true);
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(2 * 12_345);
        (await f.BalanceAsync(organization, "receivables")).ShouldBe(-12_345);
        (await f.BalanceAsync(organization, "payer-credits")).ShouldBe(-12_345);
    }

    [Fact]
    public async Task A_cancelled_notice_that_is_paid_all_the_same_is_paid_and_flagged()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { State = "cancelled" });
        var receipt = Requests.Receipt(organization, notice);

        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("paid");
        (await f.ClassificationAsync(organization, receipt)).ShouldBe("state-mismatch");
        (await f.BalanceAsync(organization, "payer-credits")).ShouldBe(-12_345);
    }

    [Fact]
    public async Task An_expired_notice_that_is_paid_all_the_same_is_paid()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { State = "expired" });

        (await f.SendReceiptAsync(organization, Requests.Receipt(organization, notice))).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("paid");
    }

    [Theory]
    [InlineData(12_344, -12_344, 0)]
    [InlineData(12_346, -12_345, -1)]
    public async Task Another_amount_is_taken_and_flagged(long paidCents, long receivables, long credits)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var receipt = Requests.Receipt(organization, notice.Number, paidCents);

        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("paid");
        (await f.ClassificationAsync(organization, receipt)).ShouldBe("amount-mismatch");
        (await f.BalanceAsync(organization, "receivables")).ShouldBe(receivables);
        (await f.BalanceAsync(organization, "payer-credits")).ShouldBe(credits);
    }

    [Fact]
    public async Task A_receipt_for_an_unknown_notice_is_kept_and_its_money_owed_back()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, "302000000000000184", 500);

        (await f.SendReceiptAsync(organization, receipt)).FaultCode.ShouldBe(PaFaultCodes.PagamentoSconosciuto);
        (await f.SendReceiptAsync(organization, receipt)).FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);

        (await f.ClassificationAsync(organization, receipt)).ShouldBe("unknown-notice");
        (await f.BalanceAsync(organization, "payer-credits")).ShouldBe(-500);
    }

    [Fact]
    public async Task A_secondary_beneficiary_takes_the_receipt_of_the_primary_without_touching_its_own_notice_of_that_number()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var receipt = Requests.Receipt(organization, notice.Number, 12_000, 345) with { FiscalCode = "77777777777" };

        (await f.SendReceiptAsync(organization, receipt)).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("unpaid");
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_000, "the own share alone");
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM receipts WHERE organization_id = $1 AND position_id IS NULL",
                organization.Code
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Shares_of_other_beneficiaries_do_not_reach_our_clearing()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { OthersCents = 345 });

        (await f.SendReceiptAsync(organization, Requests.Receipt(organization, notice))).IsOk.ShouldBeTrue();

        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_000);
        (await f.BalanceAsync(organization, "receivables")).ShouldBe(-12_345);
    }

    [Fact]
    public async Task The_receipt_of_an_organization_that_was_switched_off_is_taken()
    {
        var organization = await f.Rows.AddOrganizationAsync(isActive: false, isStationActive: false);
        var notice = await f.Rows.AddNoticeAsync(organization);

        (await f.SendReceiptAsync(organization, Requests.Receipt(organization, notice))).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("paid");
    }

    public static TheoryData<string, Func<Receipt, Receipt>> Contradictions =>
        new()
        {
            { "the transfers do not add up", r => r with { AmountCents = r.AmountCents + 400 } },
            { "the IUV is of another notice", r => r with { CreditorReferenceId = "01000000000000144" } },
            {
                "another organization's receipt without a share of ours",
                r => r with { FiscalCode = "77777777777", Transfers = [Requests.Transfer(1, "77777777777", r.AmountCents)] }
            },
        };

    [Theory, MemberData(nameof(Contradictions))]
    public async Task A_receipt_that_contradicts_itself_pays_nothing(string why, Func<Receipt, Receipt> spoil)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        (await f.SendReceiptAsync(organization, spoil(Requests.Receipt(organization, notice)))).FaultCode.ShouldBe(
            PaFaultCodes.Semantica,
            why
        );

        (await f.StateOfAsync(notice)).ShouldBe("unpaid");
        (await f.CountAsync("receipts", organization)).ShouldBe(0);
    }

    [Fact]
    public async Task A_receipt_of_a_payment_that_failed_pays_nothing()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        (await f.SendReceiptAsync(organization, Requests.Receipt(organization, notice) with { IsOutcomeOk = false })).FaultCode.ShouldBe(
            PaFaultCodes.Semantica
        );

        (await f.StateOfAsync(notice)).ShouldBe("unpaid");
        (await f.CountAsync("receipts", organization)).ShouldBe(0);
    }

    [Fact]
    public async Task Receipts_with_the_wrong_broker_station_or_organization_are_refused_and_their_envelopes_kept()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var receipt = Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization));
        var request = Requests.SendRt(organization, receipt);

        (await f.Node.SendAsync(organization.Station, request with { IdBrokerPa = "77777777777" })).FaultCode.ShouldBe(
            PaFaultCodes.IdIntermediarioErrato
        );
        (await f.Node.SendAsync(organization.Station, request with { IdStation = "15376371009_99" })).FaultCode.ShouldBe(
            PaFaultCodes.StazioneIntErrata
        );
        (await f.Node.SendAsync(other.Station, request)).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        (await f.Node.SendAsync(organization.Station, request with { IdPa = "00000000000" })).FaultCode.ShouldBe(
            PaFaultCodes.IdDominioErrato
        );

        (await f.CountAsync("receipts", organization)).ShouldBe(0);
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(outcome ORDER BY message_id) FROM inbound_messages WHERE organization_id = $1",
                organization.Code
            )
        ).ShouldBe([PaFaultCodes.IdIntermediarioErrato, PaFaultCodes.StazioneIntErrata, PaFaultCodes.IdDominioErrato]);
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM inbound_messages WHERE organization_id = '*' AND kind = 'node-receipt' AND source = $1",
                organization.Station
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_receipt_tells_of_itself_in_the_event_feed()
    {
        var organization = await f.Rows.AddOrganizationAsync();

        await f.SendReceiptAsync(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)));

        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type ORDER BY type) FROM events WHERE organization_id = $1",
                organization.Code
            )
        ).ShouldBe(["position.paid", "receipt.received"]);
        var paid = (await f.Api.Admin.Events.ListAsync(organization.Code, new() { Type = EventTypes.PositionPaid })).Items.Single();
        var received = (await f.Api.Admin.Events.ListAsync(organization.Code, new() { Type = EventTypes.ReceiptReceived })).Items.Single();
        paid.DataAs<PositionPaidData>()!.PaidAt.ShouldBe(received.DataAs<ReceiptReceivedData>()!.PaidAt);
    }
}
