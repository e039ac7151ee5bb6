using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Core.Calendar;
using PagoDigitale.NodeSimulator.Clock;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.Payments;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class BizEventsTests
{
    private const int CallsMax = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_receipt_of_a_payment_is_told_as_the_station_got_it(int version)
    {
        await using var scene = await Scene.StartAsync();
        var service = await CallerAsync(scene);
        await scene.PayOneAsync(fault: null, version);
        var sent = scene.Ente.Receipts.ShouldHaveSingleItem();

        var (status, receipt) = await service.AskAsync(PathOf(sent.ReceiptId));

        status.ShouldBe(HttpStatusCode.OK);
        (Text(receipt, "receiptId"), Text(receipt, "noticeNumber"), Text(receipt, "fiscalCode")).ShouldBe(
            (sent.ReceiptId, sent.NoticeNumber, FakeEnte.Ente)
        );
        (Text(receipt, "creditorReferenceId"), Text(receipt, "outcome"), receipt["paymentAmount"]!.GetValue<decimal>()).ShouldBe(
            (sent.CreditorReferenceId, "OK", 130.00m)
        );
        (Text(receipt, "idPSP"), Text(receipt, "pspCompanyName"), receipt["fee"]!.GetValue<decimal>()).ShouldBe(
            (sent.IdPsp, sent.PspCompanyName, 1.50m)
        );
        (Text(receipt["debtor"]!, "entityUniqueIdentifierValue"), Text(receipt["payer"]!, "fullName")).ShouldBe(
            ("RSSMRA80A01H501U", "Mario Rossi")
        );
        var paidAt = RomeTime.At(sent.PaymentDateTime!.Value);
        (Text(receipt, "paymentDateTime"), Text(receipt, "paymentDateTimeFormatted")).ShouldBe(
            ($"{paidAt:yyyy-MM-dd}", $"{paidAt:yyyy-MM-ddTHH:mm:ss}")
        );
        Text(receipt, "transferDate").ShouldBe($"{sent.TransferDate:yyyy-MM-dd}");
        var transfers = receipt["transferList"]!.AsArray();
        transfers
            .Select(t => (Text(t!, "fiscalCodePA"), t!["transferAmount"]!.GetValue<decimal>(), Text(t, "iban")))
            .ShouldBe(sent.Transfers.Select(t => (t.FiscalCodePa, t.AmountCents / 100m, t.Iban!)));
        transfers[0]!.AsObject().ContainsKey("mbdAttachment").ShouldBeTrue();
        transfers[0]!["mbdAttachment"].ShouldBeNull();
        (await service.AskAsync(PathOf(sent.ReceiptId, iuv: sent.CreditorReferenceId)))
            .Body.ToJsonString()
            .ShouldBe(receipt.ToJsonString());
    }

    [Fact]
    public async Task A_receipt_that_was_never_delivered_is_told_and_the_second_of_two_payments_too()
    {
        await using var scene = await Scene.StartAsync();
        var service = await CallerAsync(scene);
        foreach (var fault in new[] { Faults.LateReceipt, Faults.SecondPayment })
        {
            // Each with a simulator that knows nothing else of the notice.
            await using var other = await Scene.StartAsync();
            var told = await CallerAsync(other);
            foreach (var payment in (await other.PayOneAsync(fault)).GetProperty("payments").EnumerateArray())
            {
                var iur = payment.GetProperty("receiptId").GetString()!;
                other.Ente.Receipts.Any(receipt => receipt.ReceiptId == iur).ShouldBe(fault != Faults.LateReceipt);
                Text((await told.AskAsync(PathOf(iur))).Body, "receiptId").ShouldBe(iur);
                (await service.AskAsync(PathOf(iur))).Status.ShouldBe(HttpStatusCode.NotFound);
            }
        }
    }

    [Fact]
    public async Task Only_the_organization_of_the_notice_is_told_and_only_of_the_right_iuv()
    {
        await using var scene = await Scene.StartAsync();
        var service = await CallerAsync(scene);
        await scene.PayOneAsync(fault: null);
        var sent = scene.Ente.Receipts.ShouldHaveSingleItem();
        sent.Transfers.ShouldContain(transfer => transfer.FiscalCodePa == FakeEnte.OtherEnte);

        foreach (
            var path in new[]
            {
                PathOf("nothing"),
                PathOf(sent.ReceiptId, FakeEnte.OtherEnte),
                PathOf(sent.ReceiptId, iuv: "01000000000000000"),
                PathOf(sent.ReceiptId, FakeEnte.OtherEnte, sent.CreditorReferenceId),
            }
        )
        {
            var (status, body) = await service.AskAsync(path);
            (status, body["status"]!.GetValue<int>()).ShouldBe((HttpStatusCode.NotFound, 404));
        }
    }

    [Fact]
    public async Task Ten_calls_in_an_hour_are_allowed_to_each_key_whatever_they_find()
    {
        await using var scene = await Scene.StartAsync();
        var service = await CallerAsync(scene);
        for (var call = 0; call < CallsMax; call++)
        {
            (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.NotFound);
            if (call == 4)
                await AdvanceAsync(scene, 600);
        }

        (await service.AskAsync(PathOf("nothing", iuv: "1"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        using (var refused = await service.SendAsync(HttpMethod.Get, PathOf("nothing"), null))
            refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(2_900, 3_000);
        service.Key = "another";
        (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.NotFound);
        service.Key = null;

        await AdvanceAsync(scene, 3_000);
        for (var call = 0; call < 5; call++)
            (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.NotFound, "the first five are an hour old");
        (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Keys_come_before_calls_are_counted_and_faults_after()
    {
        await using var scene = await Scene.StartAsync();
        var service = await CallerAsync(scene);
        await service.SetKeyAsync(new("s3cret"));
        for (var call = 0; call <= CallsMax; call++)
            (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        service.Key = "s3cret";

        foreach (var (fault, status) in new[] { (ServiceFaults.ServerError, 500), (ServiceFaults.TooManyRequests, 429) })
        {
            await service.PlayAsync(new(fault) { Times = 1 });
            ((int)(await service.AskAsync(PathOf("nothing"))).Status).ShouldBe(status);
        }
        await service.PlayAsync(new(ServiceFaults.DropAfter) { Times = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => service.SendAsync(HttpMethod.Get, PathOf("nothing"), null));
        await service.PlayAsync(new(ServiceFaults.ErrorIn200) { Times = 1 });
        using (var lie = await service.SendAsync(HttpMethod.Get, PathOf("nothing"), null))
        {
            lie.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonNode.Parse(await lie.Content.ReadAsStringAsync())!["status"]!.GetValue<int>().ShouldBe(500);
        }
        (await service.AskAsync(PathOf("nothing"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await service.TakeFaultBackAsync()).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_state_file_carries_receipts_over_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"simulator-{Guid.NewGuid():N}.json");
        try
        {
            string iur;
            string before;
            await using (var scene = await Scene.StartAsync("--state", file))
            {
                iur = (await scene.PayOneAsync(Faults.LateReceipt)).GetProperty("payments")[0].GetProperty("receiptId").GetString()!;
                before = (await (await CallerAsync(scene)).AskAsync(PathOf(iur))).Body.ToJsonString();
            }
            await using (var scene = await Scene.StartAsync("--state", file))
                (await (await CallerAsync(scene)).AskAsync(PathOf(iur))).Body.ToJsonString().ShouldBe(before);
            var state = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
            state.Remove("receipts").ShouldBeTrue();
            await File.WriteAllTextAsync(file, state.ToJsonString());
            await using (var scene = await Scene.StartAsync("--state", file))
                (await (await CallerAsync(scene)).AskAsync(PathOf(iur))).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            File.Delete(file);
            File.Delete(Path.ChangeExtension(file, ".aca.jsonl"));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31_622_401)]
    public async Task The_clock_goes_forward_alone(long seconds)
    {
        await using var scene = await Scene.StartAsync();
        using var refused = await scene.Http.PostAsJsonAsync("/clock", new ClockAdvance(seconds));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task AdvanceAsync(Scene scene, long seconds)
    {
        using var answer = await scene.Http.PostAsJsonAsync("/clock", new ClockAdvance(seconds));
        answer.EnsureSuccessStatusCode();
    }

    private static Task<ServiceCaller> CallerAsync(Scene scene) => ServiceCaller.OfAsync(scene.Http, "/bizevents", "/biz-events.yaml");

    private static string PathOf(string iur, string organization = FakeEnte.Ente, string? iuv = null) =>
        $"/organizations/{organization}/receipts/{iur}{(iuv is null ? "" : $"/paymentoptions/{iuv}")}";

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
