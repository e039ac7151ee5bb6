using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// What a payer is owed back and pays another notice with came with the payment that owed it back, and is booked with it.
/// </summary>
public sealed class AssignedCreditTests(OneApi one) : IClassFixture<OneApi>
{
    private const string OtherPsp = "60000000002";

    [Fact]
    public async Task It_is_booked_with_the_flow_that_brought_it_and_counts_once()
    {
        var scene = await SceneAsync();
        var (paid, second, receipt) = await TwiceAsync(scene);
        var other = await scene.OwedAsync(2_000, "MULTE");
        await AssignAsync(scene, receipt.Id, other.NoticeNumber);
        var file = scene.Flow(paid.Row, second.Row);
        await scene.UploadAsync(file);

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        Split(reversale).ShouldBe([("117", 5_000), ("118", 2_000)]);
        reversale.UnallocatedCents.ShouldBe(3_000);
        (await scene.AccertamentoAsync("118")).ShouldBe((2_000, 2_000, 2_000));
        (await scene.CasesAsync()).ShouldBeEmpty();
        foreach (var day in new[] { PaidOn, MoneyScene.Day })
            await SumsUpAsync(scene, await scene.Client.Allocations.ListAsync(scene.Organization, new() { Day = day }));
        var ofFlow = await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId });
        (ofFlow.TotalCents, ofFlow.UnallocatedCents, ofFlow.Items.Sum(i => i.AmountCents)).ShouldBe((10_000, 3_000, 7_000));
        var ofNotice = await scene.Client.Allocations.ListAsync(scene.Organization, new() { Iuv = other.Iuv });
        (ofNotice.TotalCents, ofNotice.UnallocatedCents).ShouldBe((2_000, 0));
        (await scene.EventsAsync(other.PositionId)).ShouldContain("position.settled");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Before_a_rendicontazione_tells_of_it_the_day_has_what_came()
    {
        var scene = await SceneAsync();
        var (_, _, receipt) = await TwiceAsync(scene);
        await AssignAsync(scene, receipt.Id, (await scene.OwedAsync(2_000, "MULTE")).NoticeNumber);

        var day = await scene.Client.Allocations.ListAsync(scene.Organization, new() { Day = PaidOn });

        (day.TotalCents, day.UnallocatedCents).ShouldBe((10_000, 3_000));
        day.Items.Select(i => (i.AccertamentoNumber, i.AmountCents)).ShouldBe([("117", 5_000), ("118", 2_000)]);
    }

    [Fact]
    public async Task Assigned_after_the_reversale_it_is_an_open_case_until_the_flow_is_booked_anew()
    {
        var scene = await SceneAsync();
        var (paid, second, receipt) = await TwiceAsync(scene);
        var file = scene.Flow(paid.Row, second.Row);
        await scene.UploadAsync(file);
        var first = await scene.ReversaleAsync(file.FlussoId);
        var other = await scene.OwedAsync(2_000, "MULTE");
        await AssignAsync(scene, receipt.Id, other.NoticeNumber);

        var open = (await scene.CasesAsync()).Single();

        (open.Cause, open.AmountCents, open.RegularisedCents, open.CollectedCents, open.AccertamentoNumber).ShouldBe(
            ("assigned", 2_000, 0, 2_000, "118")
        );
        (open.NoticeNumber, open.PositionId, open.ReversaleId).ShouldBe((other.NoticeNumber, other.PositionId, first.Id));
        (
            await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoNumber = "117" })
        ).Items.ShouldBeEmpty();
        await scene.BalancedAsync();
        await scene.Client.Reversali.AnnulAsync(scene.Organization, first.Id, new() { Reason = "Credito assegnato" });
        var again = await scene.ReversaleAsync(file.FlussoId);
        (Split(again).Last(), again.UnallocatedCents).ShouldBe((("118", 2_000), 3_000));
        (await scene.CasesAsync()).ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Of_two_flows_that_tell_of_it_the_one_booked_first_has_it()
    {
        var scene = await SceneAsync();
        var (paid, second, receipt) = await TwiceAsync(scene);
        await AssignAsync(scene, receipt.Id, (await scene.OwedAsync(2_000, "MULTE")).NoticeNumber);
        var (first, other) = (scene.Flow(paid.Row, second.Row), scene.Flow(MoneyScene.Day, OtherPsp, second.Row));
        await scene.UploadAsync(first);
        await scene.UploadAsync(other);

        (await scene.ReversaleAsync(other.FlussoId)).UnallocatedCents.ShouldBe(3_000);
        (await scene.ReversaleAsync(first.FlussoId)).UnallocatedCents.ShouldBe(5_000);

        (await scene.AccertamentoAsync("118")).ShouldBe((2_000, 2_000, 2_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_exceeds_a_debt_is_booked_beside_it_by_one_row()
    {
        var scene = await SceneAsync();
        var owed = await scene.OwedAsync(5_000);
        var more = owed with { Cents = 9_000 };
        (await scene.ReceiveAsync(more)).ShouldBe("amount-mismatch");
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = more.ReceiptId })).Items.Single();
        await AssignAsync(scene, receipt.Id, (await scene.OwedAsync(2_000, "MULTE")).NoticeNumber);
        await AssignAsync(scene, receipt.Id, (await scene.OwedAsync(1_500)).NoticeNumber);
        var file = scene.Flow(more.Row);
        await scene.UploadAsync(file);

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        Split(reversale).ShouldBe([("117", 6_500), ("118", 2_000)]);
        reversale.UnallocatedCents.ShouldBe(500);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Revoked_after_it_was_booked_it_is_a_case_and_goes_with_the_flow_that_says_so()
    {
        var scene = await SceneAsync();
        var (paid, second, receipt) = await TwiceAsync(scene);
        var (other, stays) = (await scene.OwedAsync(2_000, "MULTE"), await scene.PaidAsync(9_000, "MULTE"));
        await AssignAsync(scene, receipt.Id, other.NoticeNumber);
        var file = scene.Flow(paid.Row, second.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        var later = scene.Flow(MoneyScene.Day, OtherPsp, stays.Row, second.Row with { Outcome = "3" }) with { TotalCents = 4_000 };
        await scene.UploadAsync(later);

        (await scene.StateAsync(other)).ShouldBe("payable");
        var open = (await scene.CasesAsync()).Single();

        (open.Cause, open.AmountCents, open.AccertamentoNumber, open.NoticeNumber).ShouldBe(("revoked", 2_000, "118", other.NoticeNumber));
        await scene.BalancedAsync();
        Split(await scene.ReversaleAsync(later.FlussoId)).ShouldBe([("118", 7_000)]);
        (await scene.CasesAsync()).ShouldBeEmpty();
        (await scene.AccertamentoAsync("118")).ShouldBe((11_000, 9_000, 9_000));
        await scene.BalancedAsync();
    }

    private static readonly DateOnly PaidOn = new(2026, 5, 29);

    private async Task<MoneyScene> SceneAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.Positions.SqlAsync(
            $"""
            UPDATE services SET accertamento_id = (SELECT accertamento_id FROM accertamenti WHERE organization_id = '{scene.Organization}'
                AND number = '118')
            WHERE organization_id = '{scene.Organization}' AND service_code = 'MULTE'
            """
        );
        return scene;
    }

    private static async Task<(Paid Paid, Paid Second, Receipt Receipt)> TwiceAsync(MoneyScene scene)
    {
        var paid = await scene.PaidAsync(5_000);
        var second = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(second)).ShouldBe("duplicate-payment");
        return (paid, second, (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = second.ReceiptId })).Items.Single());
    }

    /// <summary>Of the two days only the one that the rows tell has the payments.</summary>
    private static async Task SumsUpAsync(MoneyScene scene, AllocationSummary day)
    {
        (day.Items.Sum(i => i.AmountCents) + day.UnallocatedCents).ShouldBe(day.TotalCents);
        new long[] { 0, 10_000 }.ShouldContain(day.TotalCents);
        await scene.BalancedAsync();
    }

    private static List<(string Number, long Cents)> Split(Reversale reversale) =>
        [
            .. reversale
                .Allocations.Select(a => (a.AccertamentoNumber, a.AmountCents))
                .OrderBy(a => a.AccertamentoNumber, StringComparer.Ordinal),
        ];
}
