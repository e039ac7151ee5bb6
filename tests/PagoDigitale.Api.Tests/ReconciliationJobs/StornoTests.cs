using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>A wrong credit never blocks its flow: it is left aside, taken back by its storno, or completed by what follows.</summary>
public sealed class StornoTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("500 -500 5000")]
    [InlineData("500|-500|5000")]
    [InlineData("500|5000|-500")]
    [InlineData("5000|500|-500")]
    [InlineData("5000 -5000|5000")]
    [InlineData("5000|-5000 5000")]
    public async Task A_wrong_credit_that_was_taken_back_leaves_the_right_one_its_flow(string story)
    {
        var (scene, paid, file) = await StartAsync();
        foreach (var statement in story.Split('|'))
        {
            await CreditAsync(scene, file, [.. statement.Split(' ').Select(long.Parse)]);
            await scene.ReconcileAsync();
        }

        var job = await scene.ReconcileAsync();

        job.Classes.Select(c => (c.Class, c.AmountCents)).ShouldBe([("IUD_RT_IUF_TES", 5_000)]);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await MovementsAsync(scene)).ShouldBe(["matched", "reversed", "reversed"]);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(5_000);
    }

    [Theory]
    [InlineData("500 4500")]
    [InlineData("500|4500")]
    [InlineData("6000|-1000")]
    [InlineData("1000 1000|1000|2000")]
    public async Task A_flow_in_several_transfers_is_matched_to_all_of_them(string story)
    {
        var (scene, paid, file) = await StartAsync();
        foreach (var statement in story.Split('|'))
        {
            await CreditAsync(scene, file, [.. statement.Split(' ').Select(long.Parse)]);
            await scene.ReconcileAsync();
        }

        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await MovementsAsync(scene)).ShouldAllBe(s => s == "matched");
        var reversali = await scene.IssueAsync(file.FlussoId);
        reversali.Items.Single().AmountCents.ShouldBe(5_000);
        (await MovementsAsync(scene)).ShouldAllBe(s => s == "regularised");
        await scene.BalancedAsync();
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Fact]
    public async Task A_storno_after_the_reversale_names_it_until_the_right_credit_comes()
    {
        var (scene, paid, file) = await StartAsync();
        await CreditAsync(scene, file, 5_000);
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        await CreditAsync(scene, file, -5_000);

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => i.FlussoId == file.FlussoId);

        (item.Class, item.IsRegular, item.DifferenceCents).ShouldBe(("IUF_TES_DIV_IMP", false, -5_000));
        item.Facts.ShouldContain($"reversale {reversale.Year}/{reversale.Number}");
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(-5_000);
        var credit = (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization)).Items.Single(m => m.AmountCents > 0);
        (await scene.EventsAsync(credit.Id)).ShouldContain("movement.reversed");

        await CreditAsync(scene, file, 5_000);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => !i.IsRegular);
        (await MovementsAsync(scene)).ShouldBe(["regularised", "reversed", "reversed"]);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Fact]
    public async Task A_storno_of_a_single_transfer_makes_its_receipt_wait_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 10_000, $"/RFB/{paid.Iuv}"));
        await scene.ReconcileAsync();
        (await scene.StateAsync(paid)).ShouldBe("reconciled");

        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, -10_000, $"STORNO /RFB/{paid.Iuv}"));
        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        items.Single().Class.ShouldBe("RT_NO_IUF");
        (await scene.StateAsync(paid)).ShouldBe("paid");
        (await MovementsAsync(scene)).ShouldBe(["reversed", "reversed"]);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Fact]
    public async Task The_id_that_was_cut_waits_for_a_person_although_one_flow_has_its_amount()
    {
        var (scene, paid, file) = await StartAsync();
        var statement = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, file.Sum, $"/PUR/LGPE-RIVERSAMENTO/URI/{file.FlussoId[..9]}")
        );

        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        items.ShouldContain(i => i.Class == "TES_NO_MATCH" && i.NextStep.Contains("listMovementProposals", StringComparison.Ordinal));
        (await scene.MovementAsync(statement)).State.ShouldBe("unmatched");
        (await scene.StateAsync(paid)).ShouldBe("reported");
    }

    private async Task<(MoneyScene Scene, Paid Paid, FlowFile File)> StartAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        return (scene, paid, file);
    }

    private static int _day;

    /// <summary>Each statement a day later: the same line again is a movement of its own.</summary>
    private static Task CreditAsync(MoneyScene scene, FlowFile file, params long[] cents)
    {
        var day = MoneyScene.Day.AddDays(Interlocked.Increment(ref _day) % 100);
        return scene.UploadAsync([.. cents.Select(c => StatementLineRow.OfFlow(day, c, file.FlussoId))]);
    }

    private static async Task<List<string>> MovementsAsync(MoneyScene scene) =>
        [.. (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization)).Items.Select(m => m.State).Order()];
}
