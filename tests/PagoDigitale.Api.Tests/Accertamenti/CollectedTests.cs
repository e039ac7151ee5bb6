using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Accertamenti;

/// <summary>The accertamento and the allocations tell the same money: what came, not what was owed.</summary>
public sealed class CollectedTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(17_300, 17_000, 300, 0)]
    [InlineData(16_800, 16_800, 0, 0)]
    [InlineData(17_301, 17_000, 300, 1)]
    [InlineData(20_000, 17_000, 300, 2_700)]
    public async Task What_came_fills_the_allocations_in_their_order(long cents, long tari, long interest, long unallocated)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await OwedAsync(scene) with { Cents = cents };
        (await scene.ReceiveAsync(paid)).ShouldBe(cents == 17_300 ? "regular" : "amount-mismatch");
        await ShouldTellAsync(scene, paid, tari, interest, unallocated);

        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        await ShouldTellAsync(scene, paid, tari, interest, unallocated);

        var reversale = await scene.ReversaleAsync(file.FlussoId);
        reversale.UnallocatedCents.ShouldBe(unallocated);
        (await scene.Client.Accertamenti.ListAsync(scene.Organization)).Items.ShouldAllBe(a => a.RegularisedCents == a.CollectedCents);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_revoked_by_the_psp_is_collected_no_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await OwedAsync(scene);
        await scene.ReceiveAsync(paid);
        await scene.UploadAsync(scene.Flow(paid.Row));
        (await CollectedAsync(scene, "117")).ShouldBe(17_000);

        await scene.UploadAsync(
            scene.Flow(paid.Row with { Outcome = "3" }, (await scene.PaidAsync(50_000, "MULTE")).Row) with
            {
                TotalCents = 50_000 - 17_300,
            }
        );

        (await CollectedAsync(scene, "117")).ShouldBe(0);
        (await CollectedAsync(scene, "118")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_payment_is_not_collected_and_one_outside_the_node_is()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await OwedAsync(scene);
        await scene.ReceiveAsync(paid);
        (await scene.ReceiveAsync(paid with { ReceiptId = Guid.NewGuid().ToString("N") })).ShouldBe("duplicate-payment");
        (await CollectedAsync(scene, "117")).ShouldBe(17_000);

        var owed = await OwedAsync(scene);
        await scene.DeclareAsync(owed);

        (await CollectedAsync(scene, "117")).ShouldBe(34_000);
        (await CollectedAsync(scene, "118")).ShouldBe(600);
    }

    /// <summary>A debt that was cancelled is issued no more, whatever is told of it afterwards: the money is its payer's.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("receipt")]
    public async Task What_was_cancelled_stays_not_issued_though_it_is_paid(string told)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync(9_000);
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Errore" });
        if (told == "receipt")
            await scene.ReceiveAsync(owed);
        var file = scene.Flow(owed.Row with { Outcome = told == "9" ? "9" : "0" });
        await scene.UploadAsync(file);
        (await scene.AccertamentoAsync()).ShouldBe((0, 0, 0));

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        reversale.UnallocatedCents.ShouldBe(9_000);
        (await scene.AccertamentoAsync()).ShouldBe((0, 0, 0));
        await scene.BalancedAsync();
    }

    /// <summary>17000 of tax and 300 of interest, on two accertamenti.</summary>
    private static async Task<Paid> OwedAsync(MoneyScene scene)
    {
        var input = PositionScene.Input(17_300);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new()
            {
                AmountCents = 17_300,
                Allocations =
                [
                    new()
                    {
                        AccertamentoYear = 2026,
                        AccertamentoNumber = "117",
                        AmountCents = 17_000,
                    },
                    new()
                    {
                        AccertamentoYear = 2026,
                        AccertamentoNumber = "118",
                        AmountCents = 300,
                    },
                ],
            },
        ];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        return new(position.Id, instalment.Id, instalment.NoticeNumber!, Guid.NewGuid().ToString("N"), 17_300);
    }

    private static async Task ShouldTellAsync(MoneyScene scene, Paid paid, long tari, long interest, long unallocated)
    {
        var allocations = await scene.Client.Allocations.ListAsync(scene.Organization, new() { Iuv = paid.Iuv });
        (allocations.TotalCents, allocations.UnallocatedCents).ShouldBe((paid.Cents, unallocated));
        allocations
            .Items.ToDictionary(i => i.AccertamentoNumber, i => i.AmountCents)
            .ShouldBe(
                new[] { ("117", tari), ("118", interest) }.Where(x => x.Item2 > 0).ToDictionary(x => x.Item1, x => x.Item2),
                ignoreOrder: true
            );
        (await CollectedAsync(scene, "117")).ShouldBe(tari);
        (await CollectedAsync(scene, "118")).ShouldBe(interest);
    }

    /// <summary>The list and the single accertamento say the same.</summary>
    private static async Task<long> CollectedAsync(MoneyScene scene, string number)
    {
        var listed = (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = number })).Items.Single();
        (await scene.Client.Accertamenti.ReadAsync(scene.Organization, listed.Id)).CollectedCents.ShouldBe(listed.CollectedCents);
        return listed.CollectedCents;
    }
}
