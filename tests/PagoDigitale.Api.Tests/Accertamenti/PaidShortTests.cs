using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Accertamenti;

/// <summary>The receipt says what was paid: what a flow tells beyond it belongs to no accertamento, whatever becomes of the rest.</summary>
public sealed class PaidShortTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("receipt", "flow", "cancel")]
    [InlineData("receipt", "cancel", "flow")]
    [InlineData("flow", "receipt", "cancel")]
    [InlineData("proof", "cancel", "flow")]
    public async Task What_a_flow_tells_beyond_the_receipt_is_unallocated(params string[] steps)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(4_400);
        var file = scene.Flow(owed.Row);
        foreach (var step in steps)
        {
            await (
                step switch
                {
                    "receipt" => scene.ReceiveAsync(owed with { Cents = 3_500 }),
                    "proof" => scene.UploadAsync(scene.Flow(owed.Row with { AmountCents = 3_500, Outcome = "9" })),
                    "flow" => scene.UploadAsync(file),
                    _ => (Task)scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Resto" }),
                }
            );
            await scene.BalancedAsync();
        }

        (await TotalsAsync(scene)).ShouldBe((3_500, 3_500, 0));
        if (steps[0] == "proof")
            return;
        var reversale = await scene.ReversaleAsync(file.FlussoId);

        (reversale.AmountCents, reversale.UnallocatedCents).ShouldBe((4_400, 900));
        (await TotalsAsync(scene)).ShouldBe((3_500, 3_500, 3_500));
        (await scene.CasesAsync()).ShouldBeEmpty();
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldContain(i => !i.IsRegular && i.Iuv == owed.Iuv);
        await scene.BalancedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_booked_before_the_receipt_told_of_less_is_a_case(bool isWrittenOff)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(4_400);
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        await scene.ReceiveAsync(owed with { Cents = 3_500 });
        if (isWrittenOff)
            await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Resto" });

        var open = (await scene.CasesAsync()).ShouldHaveSingleItem();

        (open.Cause, open.AmountCents, open.Iuv).ShouldBe(("paid-short", 900, owed.Iuv));
        (await TotalsAsync(scene)).ShouldBe((isWrittenOff ? 3_500 : 4_400, 3_500, 4_400));
        await scene.BalancedAsync();
        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Importo" });
        (await scene.ReversaleAsync(file.FlussoId)).UnallocatedCents.ShouldBe(900);
        (await scene.CasesAsync()).ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    /// <summary>
    /// One flow tells of the first of two transfers as paid with request, another one as paid without and of less: the receipt that
    /// its row makes is regular as long as the second transfer is on its way.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_rows_alone_told_of_a_part_is_collected_no_more_than_it_is_issued(bool isWrittenOffFirst)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(6_500);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 5_800 }, new() { AmountCents = 700 }];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        var owed = new Paid(position.Id, instalment.Id, instalment.NoticeNumber!, "R1", 6_500);
        var told = scene.Flow(owed.Row with { TransferIndex = 1 });
        await scene.UploadAsync(told);
        await scene.UploadAsync(scene.Flow(owed.Row with { TransferIndex = 1, AmountCents = 5_700, Outcome = "9" }));
        Func<Task>[] steps =
        [
            () => scene.ReversaleAsync(told.FlussoId),
            () => scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Resto" }),
        ];
        foreach (var step in isWrittenOffFirst ? steps.Reverse() : steps)
        {
            await step();
            await scene.BalancedAsync();
        }

        (await TotalsAsync(scene)).ShouldBe((5_700, 5_700, isWrittenOffFirst ? 5_700 : 5_800));
        (await scene.CasesAsync()).Select(c => (c.Cause, c.AmountCents)).ShouldBe(isWrittenOffFirst ? [] : [("paid-short", 100)]);
    }

    [Fact]
    public async Task What_is_still_outstanding_is_not_collected()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(13_400);
        await scene.ReceiveAsync(owed with { Cents = 13_000 });
        await scene.UploadAsync(scene.Flow(owed.Row));

        (await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId)).OutstandingCents.ShouldBe(400);
        (await TotalsAsync(scene)).ShouldBe((13_400, 13_000, 0));
        var allocations = await scene.Client.Allocations.ListAsync(scene.Organization, new() { Iuv = owed.Iuv });
        (allocations.TotalCents, allocations.UnallocatedCents, allocations.Items.Single().AmountCents).ShouldBe((13_400, 400, 13_000));

        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Resto" });
        (await TotalsAsync(scene)).ShouldBe((13_000, 13_000, 0));
    }

    [Fact]
    public async Task A_revocation_takes_back_what_was_booked_and_no_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(4_400);
        var other = await scene.PaidAsync(10_000);
        await scene.ReceiveAsync(owed with { Cents = 3_500 });
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        var revoking = scene.Flow(other.Row, owed.Row with { Outcome = "3" }) with { TotalCents = 10_000 - 4_400 };
        await scene.UploadAsync(revoking);

        await scene.ReversaleAsync(revoking.FlussoId);

        (await TotalsAsync(scene)).ShouldBe((14_400, 10_000, 10_000));
        (await scene.CasesAsync()).ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    private static async Task<(long Issued, long Collected, long Regularised)> TotalsAsync(MoneyScene scene)
    {
        var listed = (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" })).Items.Single();
        var read = await scene.Client.Accertamenti.ReadAsync(scene.Organization, listed.Id);
        return (read.IssuedCents, read.CollectedCents, read.RegularisedCents);
    }
}
