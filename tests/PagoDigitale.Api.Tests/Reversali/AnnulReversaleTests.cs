using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Reversali;

public sealed class AnnulReversaleTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Its_number_stays_taken_and_the_same_payments_are_booked_anew(bool isCredited, bool isCreditedLater)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        if (isCredited && !isCreditedLater)
            await CreditAsync(scene, file);
        var first = await scene.ReversaleAsync(file.FlussoId);
        if (isCreditedLater)
            await CreditAsync(scene, file);

        var annulled = await AnnulAsync(scene, first.Id);

        (annulled.AnnulmentReason, annulled.Number, annulled.Warnings.Count).ShouldBe(("Conto sbagliato", 1, 0));
        annulled.AnnulledAt.ShouldNotBeNull();
        (await scene.BalanceAsync("treasury")).ShouldBe(0);
        (await scene.AccertamentoAsync()).Regularised.ShouldBe(0);
        (await scene.StateAsync(paid)).ShouldBe(isCredited ? "reconciled" : "reported");
        (await scene.EventsAsync(first.Id)).ShouldBe(["reversale.issued", "reversale.annulled"]);
        await scene.BalancedAsync();
        (await AnnulAsync(scene, first.Id)).AnnulledAt.ShouldBe(annulled.AnnulledAt);

        var second = await scene.ReversaleAsync(file.FlussoId);
        (second.Number, second.AmountCents, second.UnallocatedCents, second.Allocations.Single().AmountCents).ShouldBe(
            (2, 10_000, 0, 10_000)
        );
        (await scene.AccertamentoAsync()).Regularised.ShouldBe(10_000);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_flow_revised_after_its_reversale_is_booked_as_it_is_now()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (stays, dropped) = (await scene.OwedAsync(6_000), await scene.OwedAsync(4_000));
        var file = scene.Flow(stays.Row, dropped.Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        var revised = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [stays.Row] });
        revised.Anomalies.Single().Code.ShouldBe("accounted-amount-changed");
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Single().AmountCents.ShouldBe(4_000);

        await AnnulAsync(scene, reversale.Id);

        var read = await scene.ReadAsync(revised);
        (read.IsAccounted, read.Anomalies.Count, read.State).ShouldBe((false, 0, "parsed"));
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.ShouldBeEmpty();
        (await scene.ReversaleAsync(file.FlussoId)).AmountCents.ShouldBe(6_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_the_treasurer_executed_or_another_year_has_is_refused_and_the_correction_is_named()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (file, old) = (scene.Flow((await scene.PaidAsync()).Row), scene.Flow((await scene.PaidAsync()).Row));
        await scene.UploadAsync(file);
        await scene.UploadAsync(old);
        var (executed, past) = (await scene.ReversaleAsync(file.FlussoId), await scene.ReversaleAsync(old.FlussoId));
        await scene.Positions.SqlAsync(
            $"UPDATE reversali SET year = 2025 WHERE organization_id = '{scene.Organization}' AND number = {past.Number}"
        );
        var day = executed.AccountingDate;

        (await ExecuteAsync(scene, executed.Id, day)).ExecutedOn.ShouldBe(day);
        (await ExecuteAsync(scene, executed.Id, day)).ExecutedOn.ShouldBe(day);

        foreach (var (id, code) in new[] { (executed.Id, "reversale-executed"), (past.Id, "reversale-year-over") })
        {
            var refused = await Should.ThrowAsync<PagoDigitaleConflictException>(() => AnnulAsync(scene, id));
            refused.Code.ShouldBe(code);
            refused.Problem!.Detail!.ShouldContain("listCorrectionCases");
        }
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ExecuteAsync(scene, executed.Id, day.AddDays(-1))))
            .Errors.Single()
            .Code.ShouldBe("executed-on-invalid");
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => AnnulAsync(scene, "rev_01kav7w1qzr76zzb5npdaytr6g"));
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => ExecuteAsync(scene, "rev_01kav7w1qzr76zzb5npdaytr6g", day));
    }

    private static async Task CreditAsync(MoneyScene scene, FlowFile file)
    {
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
    }

    internal static Task<Reversale> AnnulAsync(MoneyScene scene, string id) =>
        scene.Client.Reversali.AnnulAsync(scene.Organization, id, new() { Reason = "Conto sbagliato" });

    internal static Task<Reversale> ExecuteAsync(MoneyScene scene, string id, CalendarDate day) =>
        scene.Client.Reversali.RecordExecutionAsync(scene.Organization, id, new() { ExecutedOn = day });
}
