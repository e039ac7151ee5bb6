using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// Money that the bank took back after it was booked is an open case of exactly that amount, until it comes again or is booked no more.
/// </summary>
public sealed class StornoCaseTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("5000", -5_000, 5_000)]
    [InlineData("3000 2000", -2_000, 2_000)]
    [InlineData("3000 2000", -3_000, 3_000)]
    [InlineData("6000 -1000", -6_000, 6_000)]
    public async Task A_storno_after_the_reversale_is_a_case_until_the_money_comes_again(string credits, long debit, long taken)
    {
        var (scene, flow) = await StartAsync(5_000);
        foreach (var cents in credits.Split(' ').Select(long.Parse))
            await CreditAsync(scene, cents, Uri(flow));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        reversale.Movements.Select(m => m.AmountCents).ShouldBe(credits.Split(' ').Select(long.Parse), ignoreOrder: true);
        (await scene.CasesAsync()).ShouldBeEmpty();

        var storno = await CreditAsync(scene, debit, Uri(flow));
        await scene.ReconcileAsync();

        var came = 5_000 - taken;
        var open = (await scene.CasesAsync()).Single();
        (open.Cause, open.AmountCents, open.RegularisedCents, open.CollectedCents).ShouldBe(
            ("storno", Math.Min(taken, 5_000), 5_000, Math.Max(0, came))
        );
        (open.FlussoId, open.ReversaleId, open.AccertamentoNumber, open.PositionId).ShouldBe((flow.FlussoId, reversale.Id, null, null));
        open.NextStep.ShouldContain("annulReversale");
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoNumber = "117" })).Items.Count.ShouldBe(
            1
        );
        (
            await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoNumber = "118" })
        ).Items.ShouldBeEmpty();
        (await ReversaleAsync(scene, reversale)).Movements.Sum(m => m.AmountCents).ShouldBe(Math.Max(0, came));
        (await scene.Client.Reversali.ListAsync(scene.Organization, new() { MovementId = storno.Id }))
            .Items.Single()
            .Id.ShouldBe(reversale.Id);

        await CreditAsync(scene, taken, $"BIS {Uri(flow)}");
        await scene.ReconcileAsync();

        (await scene.CasesAsync()).ShouldBeEmpty();
        (await ReversaleAsync(scene, reversale)).Movements.Sum(m => m.AmountCents).ShouldBe(5_000);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Theory]
    [InlineData(-5_000)]
    [InlineData(-2_000)]
    public async Task A_case_is_closed_when_the_reversale_is_annulled(long debit)
    {
        var (scene, flow) = await StartAsync(5_000);
        var credit = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        await TakeBackAsync(scene, await CreditAsync(scene, debit, "STORNO"), credit);
        (await scene.CasesAsync()).Single().AmountCents.ShouldBe(-debit);

        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Storno" });

        (await scene.CasesAsync()).ShouldBeEmpty();
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(5_000 + debit);
        (await ReversaleAsync(scene, reversale)).Movements.ShouldBeEmpty();
        await scene.ReconcileAsync();
    }

    [Fact]
    public async Task A_reversale_issued_before_a_revision_is_named_by_the_storno_of_what_paid_out_the_revision()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync(5_000)).Row);
        var first = await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(first.FlussoId);
        await scene.UploadAsync(file with { At = file.At.AddHours(1) });
        var credit = await CreditAsync(scene, 5_000, Uri(first));
        await scene.ReconcileAsync();
        (await ReversaleAsync(scene, reversale)).MovementId.ShouldBe(credit.Id);

        await CreditAsync(scene, -5_000, Uri(first));
        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        (await scene.CasesAsync()).Single().AmountCents.ShouldBe(5_000);
        items.Single(i => i.FlussoId == first.FlussoId).DifferenceCents.ShouldBe(-5_000);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(-5_000);
    }

    [Fact]
    public async Task A_storno_before_the_reversale_and_one_that_was_none_are_no_case()
    {
        var (scene, flow) = await StartAsync(5_000);
        await CreditAsync(scene, 5_000, Uri(flow));
        await CreditAsync(scene, -5_000, Uri(flow));
        await scene.ReconcileAsync();
        var right = await CreditAsync(scene, 5_000, $"BIS {Uri(flow)}");
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        (await scene.CasesAsync()).ShouldBeEmpty();
        reversale.Movements.Single().MovementId.ShouldBe(right.Id);
        var debit = await CreditAsync(scene, -5_000, $"TER {Uri(flow)}");
        await scene.ReconcileAsync();
        (await scene.CasesAsync()).Single().AmountCents.ShouldBe(5_000);

        await scene.Client.BankStatements.UnmatchMovementAsync(
            scene.Organization,
            debit.Id,
            new MovementDecisionInput { Reason = "Non era uno storno" }
        );
        await scene.ReconcileAsync();

        (await scene.CasesAsync()).ShouldBeEmpty();
        (await ReadAsync(scene, right)).State.ShouldBe("regularised");
    }

    [Fact]
    public async Task A_storno_that_nothing_tells_of_is_seen_by_the_control()
    {
        var (scene, flow) = await StartAsync(5_000);
        await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();
        await scene.ReversaleAsync(flow.FlussoId);
        await CreditAsync(scene, -5_000, Uri(flow));
        await scene.ReconcileAsync();

        await scene.Positions.SqlAsync($"DELETE FROM reversale_stornos WHERE organization_id = '{scene.Organization}'");

        var control = (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).Controls.Single(c =>
            c.Name == "regularised-within-transferred"
        );
        (control.LedgerCents, control.RegisterCents).ShouldBe((5_000, 0));
    }

    private async Task<(MoneyScene Scene, Rendicontazione Flow)> StartAsync(long cents)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        return (scene, await scene.UploadAsync(scene.Flow((await scene.PaidAsync(cents)).Row)));
    }

    private static Task<Reversale> ReversaleAsync(MoneyScene scene, Reversale reversale) =>
        scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id);
}
