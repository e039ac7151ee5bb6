using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.NodeSimulator.Payments;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class PaymentTests
{
    [Theory]
    [InlineData(1, "paGetPayment", "paSendRT")]
    [InlineData(2, "paGetPaymentV2", "paSendRTV2")]
    public async Task A_notice_is_verified_activated_and_receipted(int version, string activation, string receipt)
    {
        await using var scene = await Scene.StartAsync();
        var notice = await scene.PayOneAsync(fault: null, version);
        Steps(notice).ShouldBe(["paVerifyPaymentNotice OK", $"{activation} OK", $"{receipt} OK"]);
        notice.GetProperty("isAsExpected").GetBoolean().ShouldBeTrue();
        var kept = scene.Ente.Receipts.ShouldHaveSingleItem();
        kept.AmountCents.ShouldBe(13_000);
        kept.Transfers.Sum(transfer => transfer.AmountCents).ShouldBe(13_000);
        kept.Version.ShouldBe((PaVersion)version);
    }

    [Theory]
    [InlineData(Faults.DuplicateReceipt, "paSendRTV2 OK", "paSendRTV2 KO PAA_RECEIPT_DUPLICATA", 1, 13_000)]
    [InlineData(Faults.SecondPayment, "paSendRTV2 OK", "paSendRTV2 OK", 2, 26_000)]
    [InlineData(Faults.WrongAmount, "paGetPaymentV2 OK", "paSendRTV2 OK", 1, 13_100)]
    [InlineData(Faults.OutOfOrder, "paSendRTV2 OK", "paGetPaymentV2 KO PAA_PAGAMENTO_DUPLICATO", 1, 13_000)]
    public async Task A_payment_with_a_fault_ends_as_told(string fault, string lastButOne, string last, int receipts, long cents)
    {
        await using var scene = await Scene.StartAsync();
        var notice = await scene.PayOneAsync(fault);
        Steps(notice)[^2..].ShouldBe([lastButOne, last]);
        notice.GetProperty("isAsExpected").GetBoolean().ShouldBeTrue();
        scene.Ente.Receipts.Count.ShouldBe(receipts);
        scene.Ente.Receipts.Sum(receipt => receipt.AmountCents).ShouldBe(cents);
    }

    [Theory]
    [InlineData(Faults.UnknownNotice, "PAA_PAGAMENTO_SCONOSCIUTO")]
    [InlineData(Faults.Expired, "PAA_PAGAMENTO_SCADUTO")]
    [InlineData(Faults.RefusedStructure, "PAA_SINTASSI_EXTRAXSD")]
    public async Task A_payment_that_must_be_refused_is_expected_to_be(string fault, string code)
    {
        await using var scene = await Scene.StartAsync();
        var notice = await scene.PayOneAsync(fault);
        Steps(notice).ShouldAllBe(step => step.EndsWith($"KO {code}", StringComparison.Ordinal));
        notice.GetProperty("isAsExpected").GetBoolean().ShouldBeTrue();
        notice.GetProperty("payments").GetArrayLength().ShouldBe(0);
        scene.Ente.Receipts.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ente_that_pays_out_what_should_have_expired_is_reported()
    {
        await using var scene = await Scene.StartAsync();
        var report = await scene.PayAsync(scene.Order(new NoticeToPay { NoticeNumber = scene.Ente.Issue(1, 500), Fault = Faults.Expired }));
        report.GetProperty("unexpectedCount").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task An_abandoned_receipt_is_sent_again_until_it_is_taken_once()
    {
        await using var scene = await Scene.StartAsync();
        var notice = await scene.PayOneAsync(Faults.Timeout);
        Steps(notice)[2].ShouldStartWith("paSendRTV2 timeout");
        notice.GetProperty("isAsExpected").GetBoolean().ShouldBeTrue();
        scene.Ente.Receipts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_late_receipt_waits_for_its_release()
    {
        await using var scene = await Scene.StartAsync();
        await scene.PayOneAsync(Faults.LateReceipt);
        scene.Ente.Receipts.ShouldBeEmpty();
        (await scene.FlowsAsync()).ShouldHaveSingleItem();
        using var released = await scene.Http.PostAsync(new Uri("/receipts/release?organization=77777777777", UriKind.Relative), null);
        (await released.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength().ShouldBe(1);
        scene.Ente.Receipts.ShouldHaveSingleItem();
        using var again = await scene.Http.PostAsync(new Uri("/receipts/release", UriKind.Relative), null);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_station_that_cannot_be_reached_is_reported_as_the_node_reports_it()
    {
        await using var scene = await Scene.StartAsync();
        var order = scene.Order(new NoticeToPay { NoticeNumber = scene.Ente.Issue(1, 500) }) with
        {
            NodeUrl = new Uri("http://127.0.0.1:9/node/x"),
        };
        var report = await scene.PayAsync(order);
        Steps(report.GetProperty("notices")[0]).ShouldBe(["paVerifyPaymentNotice unreachable PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE"]);
        report.GetProperty("unexpectedCount").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_subscription_key_travels_with_every_question()
    {
        await using var scene = await Scene.StartAsync();
        await scene.PayAsync(scene.Order(new NoticeToPay { NoticeNumber = scene.Ente.Issue(1, 500) }) with { SubscriptionKey = "chiave" });
        scene.Ente.LastSubscriptionKey.ShouldBe("chiave");
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_member_by_member()
    {
        await using var scene = await Scene.StartAsync();
        var order = new PaymentOrder
        {
            IdPa = "1",
            Notices = [new() { NoticeNumber = "12" }, new() { NoticeNumber = "301000000000000144", Fault = "rain" }],
        };
        using var answer = await scene.Http.PostAsJsonAsync("/payments", order);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        errors
            .EnumerateObject()
            .Select(error => error.Name)
            .ShouldBe(["nodeUrl", "idPa", "idBroker", "idStation", "notices[0]", "notices[1]"]);
    }

    private static string[] Steps(JsonElement notice) =>
        [
            .. notice
                .GetProperty("steps")
                .EnumerateArray()
                .Select(step =>
                    $"{step.GetProperty("operation").GetString()} {step.GetProperty("outcome").GetString()}"
                    + (step.TryGetProperty("faultCode", out var code) ? $" {code.GetString()}" : "")
                ),
        ];
}
