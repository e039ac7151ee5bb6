using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>Money that only a rendicontazione tells of: the row is the proof.</summary>
public sealed class ReportedPaymentTests(OwnApi one) : IClassFixture<OwnApi>
{
    private const string OtherIban = "IT60X0542811101000000123456";

    [Theory]
    [InlineData("9")]
    [InlineData("8")]
    public async Task A_row_without_request_settles_the_debt_by_itself(string outcome)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row with { Outcome = outcome });
        await scene.UploadAsync(file);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);

        (position.State, position.PaidCents).ShouldBe(("reported", 10_000));
        var instalment = PositionScene.Instalment(position);
        instalment.PaidAt.ShouldBe(new DateTimeOffset(2026, 5, 31, 22, 0, 0, TimeSpan.Zero));
        var receipt = await scene.Client.Receipts.ReadAsync(scene.Organization, instalment.ReceiptId!);
        (receipt.Version, receipt.Classification, receipt.Iur, receipt.AmountCents).ShouldBe(
            ("reported", "regular", owed.ReceiptId, 10_000)
        );
        (receipt.Transfers.Single().FlussoId, receipt.Transfers.Single().IsOwn).ShouldBe((file.FlussoId, true));
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
                scene.Client.Receipts.DownloadOriginalAsync(scene.Organization, receipt.Id)
            )
        ).Code.ShouldBe("receipt-original-not-found");
        (await scene.Client.Receipts.DownloadAsync(scene.Organization, receipt.Id)).FileName.ShouldStartWith("attestazione-");
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.Client.Events.ListAsync(scene.Organization, new() { Type = EventTypes.PositionPaid }))
            .Items.Single()
            .DataAs<PositionPaidData>()!
            .PaidAt.ShouldBe(instalment.PaidAt);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();
        (item.Class, item.IsRegular).ShouldBe(("IUD_RT_IUF_TES", true));
    }

    [Fact]
    public async Task A_stand_in_row_waits_a_week_for_its_receipt()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (fresh, late) = (await scene.OwedAsync(), await scene.OwedAsync(7_000));
        var today = PositionScene.Today;
        await scene.UploadAsync(
            scene.Flow(today, "60000000001", fresh.Row with { Outcome = "8" }, late.Row with { Outcome = "8", PaidOn = today.AddDays(-8) })
        );

        (await PaidAsync(scene, fresh)).ShouldBe(0);
        (await PaidAsync(scene, late)).ShouldBe(7_000);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => !i.IsRegular).Class.ShouldBe("IUV_NO_RT");
    }

    /// <summary>Nothing is uploaded and no run is asked for: the days go by.</summary>
    [Fact]
    public async Task After_a_week_a_stand_in_row_settles_by_the_clock_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, reconciles) = (await scene.OwedAsync(), await MoneyScene.CreateAsync(one.Api));
        var (today, other) = (PositionScene.Today, await reconciles.OwedAsync());
        await scene.UploadAsync(scene.Flow(today, "60000000001", owed.Row with { Outcome = "8", PaidOn = today }));
        await reconciles.UploadAsync(reconciles.Flow(today, "60000000001", other.Row with { Outcome = "8", PaidOn = today }));
        await reconciles.ReconcileAsync();
        (await RoundAsync(daysLater: 6)).ShouldBe(0);
        (await PaidAsync(scene, owed)).ShouldBe(0);

        // Killed before it commits it leaves nothing behind; while a run is at work the round passes by.
        using (var kill = new CancellationTokenSource())
        {
            await kill.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => RoundAsync(daysLater: 8, kill.Token));
        }
        await using (var busy = await scene.Positions.ScopeAsync())
        {
            await Features.Postings.Door.ReconciliationLock.TakeAsync(busy.Session, default);
            (await RoundAsync(daysLater: 8)).ShouldBe(1);
        }
        (await PaidAsync(scene, owed), await PaidAsync(reconciles, other)).ShouldBe((0, 10_000));
        (await RoundAsync(daysLater: 8)).ShouldBe(1);
        (await RoundAsync(daysLater: 8)).ShouldBe(0);

        (await PaidAsync(scene, owed), await scene.StateAsync(owed)).ShouldBe((10_000, "reported"));
        await scene.BalancedAsync();
        await reconciles.BalancedAsync();
        (await reconciles.Client.Ledger.ReadCollectionSummaryAsync(reconciles.Organization)).Exceptions.ShouldNotContain(e =>
            e.Class == "IUV_NO_RT"
        );
    }

    private async Task<int> RoundAsync(int daysLater, CancellationToken ct = default)
    {
        await using var later = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromDays(daysLater)));
        var settled = await later.Services.GetRequiredService<Features.Receipts.SettleStandInPayments>().RunOnceAsync(ct);
        await later.RunJobsAsync();
        return settled;
    }

    [Fact]
    public async Task The_receipt_that_comes_later_completes_it_and_adds_nothing_twice()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = "9" }));
        var made = PositionScene.Instalment(await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId)).ReceiptId!;
        var postings = await scene.CountAsync("postings WHERE");

        (await scene.ReceiveAsync(owed)).ShouldBe("regular");

        var receipt = await scene.Client.Receipts.ReadAsync(scene.Organization, made);
        (receipt.Version, receipt.Psp.Id, receipt.Psp.Name).ShouldBe(("v2", "PPAYITR1XXX", "Banca di prova"));
        (await scene.Client.Receipts.ListAsync(scene.Organization)).Items.Count.ShouldBe(1);
        (await scene.CountAsync("postings WHERE")).ShouldBe(postings);
        (await PaidAsync(scene, owed)).ShouldBe(10_000);
        (await scene.StateAsync(owed)).ShouldBe("reported");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_receipt_with_other_shares_corrects_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = "9", AmountCents = 9_000 }));
        (await PaidAsync(scene, owed)).ShouldBe(9_000);
        await scene.BalancedAsync();

        (await scene.ReceiveAsync(owed)).ShouldBe("regular");

        (await PaidAsync(scene, owed)).ShouldBe(10_000);
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Another_payment_of_the_same_debt_is_a_second_one_and_a_revision_that_drops_the_row_makes_it_the_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row with { ReceiptId = "SENZA-RPT", Outcome = "9" }, (await scene.PaidAsync(100)).Row);
        await scene.UploadAsync(file);

        (await scene.ReceiveAsync(owed)).ShouldBe("duplicate-payment");
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-10_000);
        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [.. file.Rows.Skip(1)] });

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents).ShouldBe(("paid", 10_000));
        (await scene.Client.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(position).ReceiptId!)).Classification.ShouldBe(
            "regular"
        );
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_revision_that_drops_the_row_takes_the_proof_away()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row with { Outcome = "9" }, (await scene.PaidAsync(100)).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [.. file.Rows.Skip(1)] });

        (await scene.StateAsync(owed)).ShouldBe("payable");
        (await PaidAsync(scene, owed)).ShouldBe(0);
        await scene.BalancedAsync();
        await scene.UploadAsync(file with { At = file.At.AddHours(2) });
        (await PaidAsync(scene, owed)).ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_position_that_comes_after_its_row_is_settled_by_the_next_reconciliation()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var number = "347000000000" + Random.Shared.Next(1000, 9999) + "00";
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = number;
        await scene.UploadAsync(scene.Flow(new ReportedRow(number[1..], "PRIMA", 10_000, "9")));
        var position = await scene.Positions.CreateAsync(input);

        await scene.ReconcileAsync();

        (await scene.Positions.ReadAsync(position)).PaidCents.ShouldBe(10_000);
    }

    /// <summary>60 and 40 of the organization's own on two accounts, and 30 of another body, which is in that body's flows.</summary>
    [Theory]
    [InlineData("9", false)]
    [InlineData("0", false)]
    [InlineData("0", true)]
    public async Task All_own_transfers_make_a_position_reported_and_reconciled_not_the_first(string outcome, bool hasReceipt)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(13_000);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 6_000 },
            new() { AmountCents = 4_000 },
            new()
            {
                AmountCents = 3_000,
                OrganizationFiscalCode = PositionScene.OtherOrganization,
                Iban = OtherIban,
            },
        ];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        var row = new ReportedRow(instalment.Iuv!, "R-" + instalment.NoticeNumber, 6_000, outcome, TransferIndex: 1);
        if (hasReceipt)
            await scene.Positions.PayAsync(instalment.NoticeNumber, 10_000, 3_000);
        var (first, second) = (scene.Flow(row), scene.Flow(row with { AmountCents = 4_000, TransferIndex = 2 }));

        await scene.UploadAsync(first);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 6_000, first.FlussoId));
        await scene.ReconcileAsync();
        (await scene.Positions.ReadAsync(position)).State.ShouldBe(hasReceipt ? "paid" : "partially-paid");
        (await IsPaidAsync(scene)).ShouldBe(hasReceipt ? 1 : 0);
        await scene.UploadAsync(second);
        var reported = await scene.Positions.ReadAsync(position);
        (reported.State, reported.PaidCents).ShouldBe(("reported", outcome == "0" && !hasReceipt ? 0 : 13_000));
        (await IsPaidAsync(scene)).ShouldBe(1);
        await scene.BalancedAsync();
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 4_000, second.FlussoId));
        await scene.ReconcileAsync();
        (await scene.Positions.ReadAsync(position)).State.ShouldBe("reconciled");
        if (outcome == "9")
            (await scene.BalanceAsync("receivables")).ShouldBe(0);
    }

    /// <summary>
    /// 1800 of the organization's own and 700 of another body: a row that tells of that one tells of nothing here, and stops no other.
    /// </summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(1, false)]
    [InlineData(null, true)]
    public async Task A_row_more_of_a_payment_that_is_whole_does_not_stop_the_flow(int? index, bool isRevision)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(2_500);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 1_800 },
            new()
            {
                AmountCents = 700,
                OrganizationFiscalCode = PositionScene.OtherOrganization,
                Iban = OtherIban,
            },
        ];
        var position = await scene.Positions.CreateAsync(input);
        var (instalment, other) = (PositionScene.Instalment(position), await scene.PaidAsync(4_000));
        var row = new ReportedRow(instalment.Iuv!, "R-" + instalment.NoticeNumber, 1_800, "9", TransferIndex: 1);
        var first = scene.Flow(row);
        await scene.UploadAsync(first);
        var more = row with { TransferIndex = index, AmountCents = 700 };

        await scene.UploadAsync(
            isRevision ? first with { At = first.At.AddHours(1), Rows = [row, more, other.Row] } : scene.Flow(more, other.Row)
        );

        (await scene.Positions.ReadAsync(position)).PaidCents.ShouldBe(2_500);
        (await scene.StateAsync(other)).ShouldBe("reported");
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
    }

    [Fact]
    public async Task Who_asks_who_has_paid_gets_everybody()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, reported, reconciled, open) = (
            await scene.PaidAsync(1_000),
            await scene.PaidAsync(2_000),
            await scene.PaidAsync(3_000),
            await scene.OwedAsync(4_000)
        );
        await scene.UploadAsync(scene.Flow(reported.Row));
        var file = scene.Flow(reconciled.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 3_000, file.FlussoId));
        await scene.ReconcileAsync();

        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsPaid = true }))
            .Items.Select(p => p.Id)
            .ShouldBe([paid.PositionId, reported.PositionId, reconciled.PositionId], ignoreOrder: true);
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsPaid = false })).Items.Single().Id.ShouldBe(open.PositionId);
        (await scene.Client.Notices.ListAsync(scene.Organization, new() { IsPaid = true })).Items.Count.ShouldBe(3);
        (await scene.Client.Notices.ListAsync(scene.Organization, new() { IsPaid = false }))
            .Items.Single()
            .NoticeNumber.ShouldBe(open.NoticeNumber);
    }

    private static async Task<long> PaidAsync(MoneyScene scene, Paid owed) =>
        (await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId)).PaidCents;

    private static async Task<int> IsPaidAsync(MoneyScene scene) =>
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsPaid = true })).Items.Count;
}
