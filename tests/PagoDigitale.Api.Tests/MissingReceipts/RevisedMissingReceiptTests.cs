using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

/// <summary>What rendicontazioni tell of a payment changes, and what is missing with it.</summary>
public sealed class RevisedMissingReceiptTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_revision_changes_what_is_told_of_it()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        var flow = await scene.ReportAsync([paid]);
        var day = TestClock.Today.AddDays(-3);
        await scene.Money.UploadAsync(
            flow with
            {
                At = flow.At.AddHours(1),
                Rows = [paid.Row with { AmountCents = 12_000, Outcome = "4", PaidOn = day }],
            }
        );
        var m = (await scene.MissingAsync()).Single();
        (m.AmountCents, m.OutcomeCode, m.AgeDays).ShouldBe((12_000, 4, 3));
    }

    [Fact]
    public async Task Shares_in_two_flows_are_one_amount()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        var on = TestClock.Today.AddDays(-2);
        await scene.Money.UploadAsync(scene.Money.Flow(on, "60000000001", paid.Row with { AmountCents = 6_000, PaidOn = on }));
        await scene.Money.UploadAsync(
            scene.Money.Flow(on, "60000000002", paid.Row with { AmountCents = 4_000, TransferIndex = 2, PaidOn = on })
        );
        (await scene.MissingAsync()).Single().AmountCents.ShouldBe(10_000);
    }

    [Fact]
    public async Task Told_again_after_it_was_given_up_it_begins_anew()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(isKnown: false);
        var flow = await scene.ReportAsync([paid]);
        await scene.RunAsync();
        await scene.Money.Positions.QueryAsync<int>(
            $"""
            UPDATE missing_receipts SET state = 'given-up', attempts = 6, next_attempt_at = NULL
                WHERE organization_id = '{scene.Code}' RETURNING 1
            """
        );
        var other = (await scene.Money.PaidAsync()).Row with { PaidOn = TestClock.Today.AddDays(-2) };
        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(1), Rows = [other] });
        (await scene.MissingAsync()).Single().State.ShouldBe("withdrawn");
        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(2) });
        await scene.RunAsync();
        var m = (await scene.MissingAsync()).Single();
        (m.State, m.Attempts).ShouldBe(("missing", 1));
    }

    [Fact]
    public async Task What_a_revision_says_was_stand_in_is_stand_in()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = await scene.PaidAsync();
        var flow = await scene.ReportAsync([paid]);
        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(1), Rows = [flow.Rows[0] with { Outcome = "4" }] });
        await scene.ConnectAsync();
        await scene.LaterAsync(TimeSpan.FromDays(3));
        (await scene.ReceiptAsync(paid))!.IsStandIn.ShouldBe(true);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("3")]
    [InlineData("")]
    public async Task Settled_by_the_row_and_then_revised_it_is_withdrawn(string outcome)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var (paid, other) = (await scene.PaidAsync(), await scene.PaidAsync());
        var flow = await scene.ReportAsync([paid, other]);
        await scene.Money.AWeekLaterAsync();
        await scene.Money.ReconcileAsync();
        await scene.Money.UploadAsync(
            flow with
            {
                At = flow.At.AddHours(1),
                Rows = outcome == "" ? [flow.Rows[1]] : [flow.Rows[0] with { Outcome = outcome }, flow.Rows[1]],
            }
        );
        await scene.Money.BalancedAsync();
        (await scene.MissingAsync()).Single(m => m.Iur == paid.ReceiptId).State.ShouldBe("withdrawn");
        await scene.Money.ReceiveAsync(paid);
        await scene.Money.ReceiveAsync(other);
        await scene.Money.BalancedAsync();
        (await scene.MissingAsync()).ShouldAllBe(m => m.State == "received");
    }

    [Fact]
    public async Task An_older_revision_that_comes_late_tells_nothing()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var (paid, other) = (await scene.PaidAsync(), await scene.PaidAsync());
        var flow = scene.Money.Flow(TestClock.Today, "60000000001", other.Row with { PaidOn = TestClock.Today });
        await scene.Money.UploadAsync(flow);
        await scene.Money.UploadAsync(flow with { At = flow.At.AddHours(-1), Rows = [paid.Row with { PaidOn = TestClock.Today }] });
        (await scene.MissingAsync()).Single().Iur.ShouldBe(other.ReceiptId);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("0")]
    public async Task A_flow_of_long_identifiers_is_taken_whatever_its_outcome(string outcome)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var random = new Random(1);
        string Long() => new([.. Enumerable.Range(0, 1000).Select(_ => (char)random.Next(0x410, 0x52F))]);
        var flow = scene.Money.Flow(
            TestClock.Today,
            "60000000001",
            new ReportedRow("IUVIUVIUV", "IURIURIUR", 100, outcome, PaidOn: TestClock.Today.AddDays(-2))
        );
        var xml = Encoding.UTF8.GetString(flow.ToBytes()).Replace("IUVIUVIUV", Long()).Replace("IURIURIUR", Long());
        await scene.Client.Rendicontazioni.UploadAsync(scene.Code, "a.xml", new MemoryStream(Encoding.UTF8.GetBytes(xml)));
        (await scene.MissingAsync()).ShouldBeEmpty("no receipt can be called so");
    }

    [Fact]
    public async Task What_pays_nothing_misses_no_receipt()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (zero, minus, good) = (await scene.PaidAsync(), await scene.PaidAsync(), await scene.PaidAsync());
        var on = TestClock.Today.AddDays(-2);
        var flow = scene.Money.Flow(
            TestClock.Today,
            "60000000001",
            zero.Row with
            {
                AmountCents = 11_111,
                PaidOn = on,
            },
            minus.Row with
            {
                AmountCents = 22_222,
                PaidOn = on,
            },
            good.Row with
            {
                PaidOn = on,
            }
        );
        var xml = Encoding.UTF8.GetString(flow.ToBytes()).Replace(">111.11<", ">0.00<").Replace(">222.22<", ">-222.22<");
        await scene.Client.Rendicontazioni.UploadAsync(scene.Code, "a.xml", new MemoryStream(Encoding.UTF8.GetBytes(xml)));
        await scene.RunAsync();
        (await scene.MissingAsync()).Single().Iur.ShouldBe(good.ReceiptId);
        await scene.Money.BalancedAsync();
    }
}
