using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>The counts of the summary are of what they name, whatever was posted for it.</summary>
public sealed class CollectionCountTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_transfer_of_which_parts_were_taken_back_counts_once_and_one_taken_back_whole_does_not()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row, (await scene.PaidAsync(5_000)).Row);
        await scene.UploadAsync(file);
        var credit = await scene.MovementAsync(await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 15_000, file.FlussoId)));
        await scene.ReconcileAsync();
        (await CountsAsync(scene)).ShouldBe((2, 1, 0));

        await TakeBackAsync(scene, credit, 4_000);
        await TakeBackAsync(scene, credit, 1_000);

        (await CountsAsync(scene)).ShouldBe((2, 1, 0));
        await TakeBackAsync(scene, credit, 10_000);
        (await CountsAsync(scene)).ShouldBe((2, 0, 0));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_of_several_transfers_counts_once_and_a_revoked_one_not()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var input = PositionScene.Input(5_400);
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 4_700 }, new() { AmountCents = 700 }];
        var iuv = PositionScene.Instalment(await scene.Positions.CreateAsync(input)).Iuv!;
        var (paid, other) = (await scene.PaidAsync(), await scene.PaidAsync(30_000));
        await scene.UploadAsync(
            scene.Flow(
                new ReportedRow(iuv, "R-2", 4_700, "9", TransferIndex: 1),
                new ReportedRow(iuv, "R-2", 700, "9", TransferIndex: 2),
                paid.Row
            )
        );
        (await CountsAsync(scene)).ShouldBe((2, 0, 0));

        await scene.UploadAsync(scene.Flow(paid.Row with { Outcome = "3" }, other.Row) with { TotalCents = 20_000 });

        (await CountsAsync(scene)).ShouldBe((2, 0, 0));
    }

    [Fact]
    public async Task Reversali_count_until_they_are_annulled()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        (await CountsAsync(scene)).ShouldBe((1, 1, 1));

        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Errore" });

        (await CountsAsync(scene)).ShouldBe((1, 0, 0));
    }

    private static async Task TakeBackAsync(MoneyScene scene, Movement credit, long cents)
    {
        var line = new StatementLineRow(MoneyScene.Day.AddDays(1), -cents, credit.Description) { Provvisorio = $"{cents}" };
        var debit = await scene.MovementAsync(await scene.UploadAsync(line));
        await scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new()
            {
                MovementIds = [debit.Id],
                ReversedMovementId = credit.Id,
                Reason = "Storno",
            }
        );
    }

    private static async Task<(int Reported, int Transferred, int Regularised)> CountsAsync(MoneyScene scene)
    {
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        return (summary.ReportedCount, summary.TransferredCount, summary.RegularisedCount);
    }
}
