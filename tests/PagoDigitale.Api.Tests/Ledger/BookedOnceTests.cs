using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>What is booked already decides: a payment reaches its accertamento once, however often and by whomever it is told.</summary>
public sealed class BookedOnceTests(OneApi one) : IClassFixture<OneApi>
{
    private const string OtherPsp = "60000000002";

    /// <summary>The revocation was booked against a booking that is gone: what the PSP took back it had never paid out.</summary>
    [Fact]
    public async Task A_revocation_of_what_is_told_no_more_stays_an_open_item()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second, third) = (await scene.PaidAsync(10_000), await scene.PaidAsync(30_000), await scene.PaidAsync(20_000));
        var told = scene.Flow(first.Row, second.Row);
        await scene.UploadAsync(told);
        var reversale = await scene.ReversaleAsync(told.FlussoId);
        var revoking = scene.Flow(third.Row, first.Row with { Outcome = "3" }) with { TotalCents = 10_000 };
        await scene.UploadAsync(revoking);
        await scene.ReversaleAsync(revoking.FlussoId);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(
            i => i.Iuv == first.Iuv,
            "what was paid out was taken back"
        );

        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Errore" });
        await scene.UploadAsync(told with { At = told.At.AddMinutes(1), Rows = [second.Row], TotalCents = 30_000 });
        await scene.ReversaleAsync(told.FlussoId);

        (await scene.BalanceAsync("psp-clearing")).ShouldBe(10_000);
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => i.Iuv == first.Iuv);
        (item.Class, item.IsRegular, item.AmountCents, item.DifferenceCents).ShouldBe(("RT_IUF_DIV_IMP", false, 10_000, -10_000));
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldContain(e => e.AmountCents == 10_000);
        await scene.BalancedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_of_two_flows_is_booked_once_though_the_booked_one_is_revised(bool isRevised)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var (first, other) = (scene.Flow(paid.Row), scene.Flow(MoneyScene.Day, OtherPsp, paid.Row));
        await scene.UploadAsync(first);
        await scene.UploadAsync(other);
        (await scene.ReversaleAsync(first.FlussoId)).UnallocatedCents.ShouldBe(0);
        if (isRevised)
            await scene.UploadAsync(first with { At = first.At.AddHours(1) });

        (await scene.ReversaleAsync(other.FlussoId)).UnallocatedCents.ShouldBe(5_000);

        (await scene.AccertamentoAsync()).ShouldBe((5_000, 5_000, 5_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_row_without_receipt_and_a_receipt_of_another_id_are_booked_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(5_000);
        var row = owed.Row with { ReceiptId = "ALTRA", Outcome = "4" };
        var file = scene.Flow(row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        await scene.ReceiveAsync(owed);
        (await scene.AccertamentoAsync()).ShouldBe((5_000, 5_000, 5_000), "two tellings of one debt");
        await scene.UploadAsync(file with { At = file.At.AddHours(1) });
        var other = scene.Flow(MoneyScene.Day, OtherPsp, owed.Row);
        await scene.UploadAsync(other);

        await scene.ReversaleAsync(other.FlussoId);

        (await scene.AccertamentoAsync()).ShouldBe((5_000, 5_000, 5_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_revoked_after_its_reversale_is_an_open_case_of_exactly_that_amount()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (revoked, stays) = (await scene.PaidAsync(3_000), await scene.PaidAsync(10_000));
        var file = scene.Flow(revoked.Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        var later = scene.Flow(MoneyScene.Day, OtherPsp, stays.Row, revoked.Row with { AmountCents = 3_000, Outcome = "3" }) with
        {
            TotalCents = 7_000,
        };
        await scene.UploadAsync(later);

        var open = (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Single();

        (open.Cause, open.AmountCents, open.RegularisedCents, open.CollectedCents, open.AccertamentoNumber).ShouldBe(
            ("revoked", 3_000, 3_000, 0, "117")
        );
        (open.PositionId, open.NoticeNumber, open.Iuv, open.ReversaleId).ShouldBe(
            (revoked.PositionId, revoked.NoticeNumber, revoked.Iuv, reversale.Id)
        );
        (await ControlAsync(scene, "regularised-within-collected")).ShouldBe((3_000, 3_000));
        await scene.BalancedAsync();
        (await scene.ReversaleAsync(later.FlussoId)).Allocations.Single().AmountCents.ShouldBe(7_000);
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.ShouldBeEmpty();
        (await scene.AccertamentoAsync()).ShouldBe((13_000, 10_000, 10_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_booking_that_nothing_explains_is_seen_by_the_control()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);

        await scene.Positions.SqlAsync($"UPDATE reversale_payments SET amount_cents = 8000 WHERE organization_id = '{scene.Organization}'");

        (await ControlAsync(scene, "regularised-within-collected")).ShouldBe((3_000, 0));
        (await ControlAsync(scene, "regularised-by-payment")).ShouldBe((5_000, 8_000));
        (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_psps_may_use_one_flusso_id()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (a, b) = (await scene.PaidAsync(5_000), await scene.PaidAsync(7_000));
        var first = scene.Flow(a.Row);
        var second = scene.Flow(MoneyScene.Day, OtherPsp, b.Row) with { FlussoId = first.FlussoId };
        await scene.UploadAsync(first);
        await scene.ReversaleAsync(first.FlussoId);
        await scene.UploadAsync(second);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 7_000, first.FlussoId));
        (await scene.IssueAsync(statementId: statement.Id)).Skipped.Single().Reason.ShouldBe("not-reconciled");

        await scene.ReconcileAsync();

        (await ControlAsync(scene, "transferred-against-movements")).ShouldBe((12_000, 12_000));
        (await scene.IssueAsync(statementId: statement.Id)).Items.Single().AmountCents.ShouldBe(7_000);
        await scene.BalancedAsync();
    }

    private static async Task<(long Ledger, long Register)> ControlAsync(MoneyScene scene, string name)
    {
        var control = (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).Controls.Single(c => c.Name == name);
        return (control.LedgerCents, control.RegisterCents);
    }
}
