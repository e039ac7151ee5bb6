using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Less was paid than was asked: what is missing is found, and is written off.</summary>
public sealed class ShortPaymentTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task The_rest_of_a_debt_paid_short_is_found_and_written_off()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.PaidAsync(5_000);
        var paid = await ShortAsync(scene);
        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
            scene.Client.Positions.RecordOutsidePaymentAsync(
                scene.Organization,
                paid.PositionId,
                new()
                {
                    InstalmentId = paid.InstalmentId,
                    PaidOn = PositionScene.Today,
                    Reason = "Sportello",
                }
            )
        );

        var before = await scene.Client.Positions.ReadAsync(scene.Organization, paid.PositionId);
        var listed = (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsShortPaid = true })).Items;
        var after = await CancelAsync(scene, paid);

        refusal.Message.ShouldContain("cancelPosition");
        (before.State, before.PaidCents, before.OutstandingCents).ShouldBe(("paid", 10_000, 3_000));
        listed
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(p => p.Id.ShouldBe(paid.PositionId), p => p.OutstandingCents.ShouldBe(3_000));
        (after.State, after.PaidCents, after.OutstandingCents).ShouldBe(("paid", 10_000, 0));
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsShortPaid = true })).Items.ShouldBeEmpty();
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsShortPaid = false })).Items.Count.ShouldBe(2);
        (await CancelAsync(scene, paid)).Version.ShouldBe(after.Version, "writing off twice is writing off once");
        var accertamento = (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" })).Items.Single();
        (accertamento.IssuedCents, accertamento.CollectedCents).ShouldBe((15_000, 15_000));
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.OutstandingCents, summary.CancelledCents, summary.OutstandingCount).ShouldBe((0, 3_000, 0));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Reconciliation_names_the_operation_and_asks_nothing_more_once_it_is_done()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await ShortAsync(scene);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row with { AmountCents = 10_000 }));
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, flow.FlussoId));
        var open = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        await CancelAsync(scene, paid);

        (open.Class, open.NextStep.Contains("cancelPosition", StringComparison.Ordinal)).ShouldBe(("IUD_RT_DIV_IMP", true));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().IsRegular.ShouldBeTrue();
    }

    [Fact]
    public async Task Reopened_the_rest_is_owed_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await ShortAsync(scene);
        await CancelAsync(scene, paid);

        var reopened = await scene.Client.Positions.ReopenAsync(scene.Organization, paid.PositionId, new() { Reason = "Dovuto" });

        (reopened.State, reopened.OutstandingCents).ShouldBe(("paid", 3_000));
        (await scene.BalanceAsync("receivables")).ShouldBe(3_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_receipt_that_tells_the_whole_payment_takes_the_place_of_what_was_written_off()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(10_000);
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = "9", AmountCents = 9_000 }));
        (await CancelAsync(scene, owed)).OutstandingCents.ShouldBe(0);
        await scene.BalancedAsync();

        (await scene.ReceiveAsync(owed)).ShouldBe("regular");

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.PaidCents, position.OutstandingCents).ShouldBe((10_000, 0));
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_is_missing_of_the_shares_of_others_is_written_off_with_it()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = PositionScene.Input(1_000);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 800 },
            new()
            {
                AmountCents = 200,
                OrganizationFiscalCode = PositionScene.OtherOrganization,
                Iban = PositionScene.OwnIban,
            },
        ];
        var position = await scene.CreateAsync(input);
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 500, 150);
        (await scene.ReadAsync(position)).OutstandingCents.ShouldBe(350);

        (await scene.CancelAsync(position)).OutstandingCents.ShouldBe(0);

        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).ShouldSatisfyAllConditions(
            b => b.IsBalanced.ShouldBeTrue(),
            b => b.Accounts.Single(a => a.Account == "receivables").BalanceCents.ShouldBe(0),
            b => b.Accounts.Single(a => a.Account == "passed-through").BalanceCents.ShouldBe(0)
        );
    }

    [Fact]
    public async Task Cancelling_a_plan_ends_what_is_unpaid_and_what_is_missing_together()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var plan = await scene.CreateAsync(PositionScene.Input(1_000, instalments: 2));
        await scene.PayAsync(PositionScene.Instalment(plan).NoticeNumber, 900);
        (await scene.ReadAsync(plan)).OutstandingCents.ShouldBe(1_100);

        var cancelled = await scene.CancelAsync(plan);

        (cancelled.State, cancelled.OutstandingCents, cancelled.PaidCents).ShouldBe(("paid", 0, 900));
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
        (await scene.ReopenAsync(plan)).OutstandingCents.ShouldBe(1_100);
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    /// <summary>
    /// A notice can only be paid as a whole, so the write-off falls with the payment; nobody asked for that, and an event says it.
    /// </summary>
    [Fact]
    public async Task A_payment_that_is_taken_back_takes_the_write_off_of_its_rest_with_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(5_401);
        await scene.ReceiveAsync(owed with { Cents = 5_000 });
        await CancelAsync(scene, owed);

        await scene.UploadAsync(scene.Flow(owed.Row with { AmountCents = 5_000, Outcome = "3" }) with { TotalCents = 1 });

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents, position.OutstandingCents).ShouldBe(("payable", 0, 5_401));
        (await scene.EventsAsync(owed.PositionId)).ShouldContain("position.reopened");
        (await scene.Positions.SaidAsync($"subject_id = '{owed.PositionId}' AND type = 'position.reopened'"))
            .Select(said => (long)said["reopenedCents"]!)
            .ShouldBe([401]);
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).CancelledCents.ShouldBe(0);
        await scene.BalancedAsync();
    }

    private static async Task<Paid> ShortAsync(MoneyScene scene)
    {
        var owed = await scene.OwedAsync(13_000);
        (await scene.ReceiveAsync(owed with { Cents = 10_000 })).ShouldBe("amount-mismatch");
        return owed;
    }

    private static Task<Position> CancelAsync(MoneyScene scene, Paid paid) =>
        scene.Client.Positions.CancelAsync(scene.Organization, paid.PositionId, new() { Reason = "Resto non esigibile" });
}
