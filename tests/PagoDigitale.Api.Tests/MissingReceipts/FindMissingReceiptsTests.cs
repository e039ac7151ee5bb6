using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

/// <summary>A payment that a rendicontazione tells of and whose receipt has not come: seen at once, and asked for by itself.</summary>
public sealed class FindMissingReceiptsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_is_missing_is_asked_for_and_taken_as_if_the_node_had_brought_it()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (lost, told) = (await scene.PaidAsync(12_345), await scene.Money.PaidAsync());

        await scene.ReportAsync([lost, told]);
        var before = (await scene.MissingAsync()).Single();
        await scene.RunAsync();

        (before.State, before.Iur, before.Iuv, before.AmountCents, before.AgeDays, before.OutcomeCode).ShouldBe(
            ("missing", lost.ReceiptId, lost.Iuv, 12_345, 2, 0)
        );
        (before.NoticeNumber, before.PositionId, before.Attempts).ShouldBe((lost.NoticeNumber, lost.PositionId, 0));
        before.RendicontazioneId.ShouldNotBeNull();
        scene.Server.Calls.ShouldBe([lost.ReceiptId]);
        var after = (await scene.MissingAsync()).Single();
        (after.Id, after.State, after.NextAttemptAt, after.Failure).ShouldBe((before.Id, "received", null, null));
        var receipt = (await scene.ReceiptAsync(lost)).ShouldNotBeNull();
        (receipt.Id, receipt.Origin, receipt.Version, receipt.Classification, receipt.AmountCents).ShouldBe(
            (after.ReceiptId!, "recovered", "v2", "regular", 12_345)
        );
        (receipt.FeeCents, receipt.PaidAt, receipt.Debtor.FiscalCode).ShouldBe(
            (150, new DateTimeOffset(TestClock.Today.AddDays(-2), new(10, 15, 30), TimeSpan.FromHours(1)), "RSSMRA80A01H501U")
        );
        receipt.Anomalies.ShouldBeEmpty();
        (await scene.Money.StateAsync(lost)).ShouldBe("reported");
        (await scene.ConnectionAsync()).State.ShouldBe("working");
        (await scene.EventsAsync()).ShouldBe(["missing-receipt.found", "missing-receipt.received"]);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task The_original_is_what_the_service_answered()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.ReportAsync([paid]);
        await scene.RunAsync();
        var receipt = (await scene.ReceiptAsync(paid))!;

        using var file = await scene.Client.Receipts.DownloadOriginalAsync(scene.Code, receipt.Id);

        JsonNode.DeepEquals(JsonNode.Parse(await file.ReadBytesAsync()), scene.Server.Has[paid.ReceiptId]).ShouldBeTrue();
        file.FileName!.ShouldEndWith(".json");
        (await scene.Client.Receipts.ListAsync(scene.Code, new() { Origin = "recovered" })).Items.Single().Id.ShouldBe(receipt.Id);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("3")]
    public async Task Of_what_has_no_receipt_nonlyis_missing(string outcome)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);

        await scene.ReportAsync([await scene.PaidAsync()], outcome);
        await scene.RunAsync();

        (await scene.MissingAsync()).ShouldBeEmpty();
        scene.Server.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_paid_in_stand_in_is_waited_for_as_long_as_the_node_sends_it_again()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.ReportAsync([paid], "4", TestClock.Today.AddDays(-1));
        await scene.RunAsync();
        scene.Server.Calls.ShouldBeEmpty();
        (await scene.MissingAsync()).Single().NextAttemptAt!.Value.ShouldBeGreaterThan(TestClock.Now);

        await scene.LaterAsync(TimeSpan.FromDays(2));

        (await scene.ReceiptAsync(paid))!.IsStandIn.ShouldBeTrue();
    }

    [Fact]
    public async Task The_node_brings_it_late_and_nobody_is_asked()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        await scene.ReportAsync([paid]);

        (await scene.Money.ReceiveAsync(paid)).ShouldBe("regular");

        await scene.ConnectAsync();
        await scene.RunAsync();
        var missing = (await scene.MissingAsync()).Single();
        (missing.State, missing.ReceiptId, missing.Attempts).ShouldBe(("received", (await scene.ReceiptAsync(paid))!.Id, 0));
        scene.Server.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_with_shares_in_several_rows_and_flows_is_asked_for_once()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(isKnown: false);
        var answer = scene.Server.Put(scene.Code, paid.ReceiptId, paid.NoticeNumber, 10_000);
        answer["transferList"] = new JsonArray(
            ReceiptServer.Transfer(1, scene.Code, 6_000, paid.Iuv),
            ReceiptServer.Transfer(2, scene.Code, 4_000, paid.Iuv)
        );
        var on = TestClock.Today.AddDays(-2);
        var rows = new[]
        {
            paid.Row with
            {
                AmountCents = 6_000,
                PaidOn = on,
            },
            paid.Row with
            {
                AmountCents = 4_000,
                TransferIndex = 2,
                PaidOn = on,
            },
        };
        await scene.Money.UploadAsync(scene.Money.Flow(on, "60000000001", rows[0]));
        await scene.Money.UploadAsync(scene.Money.Flow(on, "60000000002", rows[1]));

        await scene.RunAsync();

        scene.Server.Calls.ShouldBe([paid.ReceiptId]);
        (await scene.MissingAsync()).Single().State.ShouldBe("received");
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task What_the_service_does_not_know_is_asked_for_later_and_given_up_in_the_end()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(isKnown: false);
        await scene.ReportAsync([paid]);
        await scene.RunAsync();
        var first = (await scene.MissingAsync()).Single();
        (first.State, first.Attempts, first.Failure!.Code).ShouldBe(("missing", 1, "receipt-unknown-to-pagopa"));
        first.Failure.Remedy.ShouldContain("uploadReceipt");
        (await scene.ConnectionAsync()).State.ShouldBe("working");

        foreach (var days in new[] { 1, 2, 4, 8, 15 })
            await scene.LaterAsync(TimeSpan.FromDays(days) + TimeSpan.FromHours(7));

        var last = (await scene.MissingAsync("given-up")).Single();
        (last.Attempts, last.NextAttemptAt).ShouldBe((6, null));
        scene.Server.Calls.Count.ShouldBe(6);
        (await scene.EventsAsync()).ShouldBe(["missing-receipt.found", "missing-receipt.given-up"]);
        await scene.LaterAsync(TimeSpan.FromDays(40));
        scene.Server.Calls.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_revision_without_the_payment_withdraws_it_and_onlythat_has_it_again_does_not_ask_twice()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        var flow = await scene.ReportAsync([paid]);
        var other = (await scene.Money.PaidAsync()).Row with { PaidOn = TestClock.Today.AddDays(-2) };

        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(1), Rows = [other] });

        var withdrawn = (await scene.MissingAsync()).Single();
        (withdrawn.State, withdrawn.RendicontazioneId, withdrawn.NextAttemptAt).ShouldBe(("withdrawn", null, null));
        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(2) });
        var again = (await scene.MissingAsync()).Single();
        (again.Id, again.State).ShouldBe((withdrawn.Id, "missing"));
        (await scene.EventsAsync()).ShouldBe(["missing-receipt.found", "missing-receipt.withdrawn", "missing-receipt.found"]);
        await scene.ConnectAsync();
        await scene.RunAsync();
        scene.Server.Calls.ShouldBe([paid.ReceiptId]);
    }

    [Fact]
    public async Task What_was_paid_long_ago_is_listed_and_asked_for_only_when_somebody_wants_it()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.ReportAsync([paid], paidOn: TestClock.Today.AddDays(-61));
        await scene.RunAsync();
        var old = (await scene.MissingAsync()).Single();
        (old.State, old.NextAttemptAt, old.AgeDays).ShouldBe(("missing", null, 61));
        (await scene.EventsAsync()).ShouldBeEmpty();
        scene.Server.Calls.ShouldBeEmpty();

        await scene.Client.MissingReceipts.RetryAsync(scene.Code, old.Id);
        await scene.RunAsync();

        (await scene.MissingAsync()).Single().State.ShouldBe("received");
    }

    [Fact]
    public async Task What_the_row_settles_after_a_week_stays_missing_and_its_receipt_takes_the_place_of_the_row()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(isKnown: false);
        await scene.ReportAsync([paid]);
        await scene.RunAsync();
        await scene.Money.AWeekLaterAsync();
        await scene.Money.ReconcileAsync();
        (await scene.ReceiptAsync(paid))!.Version.ShouldBe("reported");
        var missing = (await scene.MissingAsync()).Single();
        missing.State.ShouldBe("missing");

        scene.Server.Put(scene.Code, paid.ReceiptId, paid.NoticeNumber, paid.Cents);
        await scene.Client.MissingReceipts.RetryAsync(scene.Code, missing.Id);
        await scene.RunAsync();

        (await scene.ReceiptAsync(paid))!.Version.ShouldBe("v2");
        (await scene.MissingAsync()).Single().State.ShouldBe("received");
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task One_that_contradicts_itself_is_refused_and_the_next_onlygoes_on()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (bad, good) = (await scene.PaidAsync(), await scene.PaidAsync());
        scene.Server.Has[bad.ReceiptId]["paymentAmount"] = 99.99m;
        await scene.ReportAsync([bad, good]);

        await scene.RunAsync();

        (await scene.ReceiptAsync(bad)).ShouldBeNull();
        var refused = (await scene.MissingAsync("refused")).Single();
        (refused.Iur, refused.Failure!.Code, refused.NextAttemptAt).ShouldBe((bad.ReceiptId, "found-receipt-contradictory", null));
        (await scene.MissingAsync("received")).Single().Iur.ShouldBe(good.ReceiptId);
        (await scene.EventsAsync()).ShouldContain("missing-receipt.refused");
        scene.Server.Put(scene.Code, bad.ReceiptId, bad.NoticeNumber, bad.Cents);
        await scene.Client.MissingReceipts.RetryAsync(scene.Code, refused.Id);
        await scene.RunAsync();
        (await scene.MissingAsync("received")).Count.ShouldBe(2);
    }

    public static TheoryData<string, string, int> Unreadable =>
        new()
        {
            { "<html><body>Torniamo subito</body></html>", "answer-unreadable", 200 },
            { "", "answer-unreadable", 200 },
            { "[]", "answer-unreadable", 200 },
            { """{"title":"Bad Request","status":400,"detail":"no"}""", "service-refused", 400 },
            { """{"title":"Unprocessable","status":422,"detail":"no"}""", "service-refused", 422 },
        };

    [Theory, MemberData(nameof(Unreadable))]
    public async Task One_that_cannot_be_read_waits_with_its_reason_and_the_next_onlygoes_on(string body, string code, int status)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (bad, good) = (await scene.PaidAsync(), await scene.PaidAsync());
        scene.Server.Answer = async (iur, http) =>
        {
            if (iur != bad.ReceiptId)
                return false;
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
            return true;
        };
        await scene.ReportAsync([bad, good]);

        await scene.RunAsync();

        var waiting = (await scene.MissingAsync("missing")).Single();
        (waiting.Iur, waiting.Failure!.Code, waiting.Attempts).ShouldBe((bad.ReceiptId, code, 1));
        (await scene.MissingAsync("received")).Single().Iur.ShouldBe(good.ReceiptId);
        scene.Server.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_receipt_than_the_onlyasked_for_is_none()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (asked, other) = (await scene.PaidAsync(), await scene.PaidAsync());
        scene.Server.Answer = async (iur, http) =>
        {
            if (iur == asked.ReceiptId)
                await http.Response.WriteAsync(scene.Server.Has[other.ReceiptId].ToJsonString(), Encoding.UTF8);
            return iur == asked.ReceiptId;
        };
        await scene.ReportAsync([asked]);

        await scene.RunAsync();

        (await scene.MissingAsync()).Single().Failure!.Code.ShouldBe("answer-unreadable");
        (await scene.ReceiptAsync(other)).ShouldBeNull();
    }

    [Theory]
    [InlineData(401, "service-denied")]
    [InlineData(429, "service-throttled")]
    public async Task A_service_that_takes_no_calls_is_failing_and_nothing_is_counted_against_the_receipt(int status, string code)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        scene.Server.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await scene.ReportAsync([paid]);

        await scene.RunAsync();

        var connection = await scene.ConnectionAsync();
        (connection.State, connection.Failure!.Code, connection.BacklogCount).ShouldBe(("failing", code, 1));
        var missing = (await scene.MissingAsync()).Single();
        (missing.State, missing.Attempts).ShouldBe(("missing", 0));
        scene.Server.Answer = (_, _) => Task.FromResult(false);
        await scene.Client.Connections.CallAsync(scene.Code, "biz-events");
        await scene.RunAsync();
        (await scene.MissingAsync()).Single().State.ShouldBe("received");
    }

    [Fact]
    public async Task Ten_are_asked_for_in_an_hour_and_the_rest_in_the_next()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = new List<Paid>();
        for (var i = 0; i < 12; i++)
            paid.Add(await scene.PaidAsync());
        await scene.ReportAsync(paid);

        await scene.RunAsync();

        scene.Server.Calls.Count.ShouldBe(10);
        var connection = await scene.ConnectionAsync();
        (connection.State, connection.BacklogCount, connection.Failure).ShouldBe(("working", 2, null));
        connection.NextCallAt!.Value.ShouldBeGreaterThan(TestClock.Now.AddMinutes(50));
        await scene.LaterAsync(TimeSpan.FromMinutes(30), api => CallAsync(api, scene.Code));
        scene.Server.Calls.Count.ShouldBe(10);
        await scene.LaterAsync(TimeSpan.FromMinutes(70));
        scene.Server.Calls.Count.ShouldBe(12);
        scene.Server.Calls.Distinct().Count().ShouldBe(12);
        (await scene.MissingAsync("received")).Count.ShouldBe(12);
    }

    [Fact]
    public async Task Organizations_that_share_a_key_share_its_calls_and_take_turns()
    {
        var key = Guid.NewGuid().ToString("N");
        await using var large = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await using var small = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = new List<Paid>();
        for (var i = 0; i < 25; i++)
            paid.Add(await large.PaidAsync());
        await large.ReportAsync(paid);
        await large.ConnectAsync(key: key);
        await large.RunAsync();
        var only = await small.PaidAsync();
        large.Server.Put(small.Code, only.ReceiptId, only.NoticeNumber, only.Cents);
        await small.ReportAsync([only]);
        await small.ConnectAsync(large.Server.Url, key);
        await small.RunAsync();
        large.Server.Calls.Count.ShouldBe(10);

        await large.LaterAsync(TimeSpan.FromMinutes(70));

        large.Server.Calls.Count.ShouldBe(20);
        (await small.MissingAsync()).Single().State.ShouldBe("received");
    }

    [Fact]
    public async Task Receipt_and_row_written_at_onlymoment_are_found_together_without_a_call()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        await scene.ReportAsync([paid]);
        await scene.Money.ReceiveAsync(paid);
        await scene.Money.Positions.QueryAsync<int>(
            $"""
            UPDATE missing_receipts SET state = 'missing', receipt_record_id = NULL, settled_at = NULL
                WHERE organization_id = '{scene.Code}' RETURNING 1
            """
        );

        (await scene.CompareAsync()).ShouldBeGreaterThanOrEqualTo(1);

        (await scene.MissingAsync()).Single().State.ShouldBe("received");
    }

    private static Task CallAsync(TestApi api, string organization) => api.Admin.Connections.CallAsync(organization, "biz-events");
}
