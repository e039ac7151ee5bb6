using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>The exceptions of the summary out of runs of several scopes.</summary>
public sealed class CollectionExceptionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_run_over_one_flow_renews_what_is_said_of_it_and_hides_nothing_else()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.OwedAsync(1_000), await scene.OwedAsync(2_000));
        var (early, late) = (scene.Flow(first.Row), scene.Flow(second.Row));
        await scene.UploadAsync(early);
        await scene.UploadAsync(late);
        await scene.ReconcileAsync();
        (await ExceptionsAsync(scene)).ShouldBe([("IUV_NO_RT", 2, 3_000)]);

        await scene.ReconcileAsync(flussoId: early.FlussoId);
        (await ExceptionsAsync(scene)).ShouldBe([("IUV_NO_RT", 2, 3_000)]);

        await scene.ReceiveAsync(first);
        await scene.ReceiveAsync(second);
        // The run they ask for by themselves is taken away, so that only the flow looked at again finds its receipt.
        await scene.Positions.SqlAsync($"DELETE FROM jobs WHERE organization_id = '{scene.Organization}' AND dedupe_key = 'auto'");
        await scene.ReconcileAsync(flussoId: early.FlussoId);
        (await ExceptionsAsync(scene)).ShouldBe([("IUF_NO_TES", 1, 1_000), ("IUV_NO_RT", 1, 2_000)]);

        await scene.ReconcileAsync();
        (await ExceptionsAsync(scene)).ShouldBe([("IUF_NO_TES", 2, 3_000)]);
    }

    [Fact]
    public async Task Runs_over_statements_alone_are_enough_and_the_last_of_each_counts()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (right, cent) = (scene.Flow((await scene.PaidAsync(1_000)).Row), scene.Flow((await scene.PaidAsync(2_000)).Row));
        await scene.UploadAsync(right);
        await scene.UploadAsync(cent);
        var june = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, right.Sum, right.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, 1, "2026-06-01ALTRO-1")
        );
        var july = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, cent.Sum - 1, cent.FlussoId));

        await scene.ReconcileAsync(june.Id);
        await scene.ReconcileAsync(july.Id);
        await scene.ReconcileAsync(june.Id);

        (await ExceptionsAsync(scene)).ShouldBe([("IUF_TES_DIV_IMP", 1, 2_000), ("TES_NO_MATCH", 1, 1)]);
    }

    [Fact]
    public async Task What_was_said_of_a_superseded_flow_is_said_no_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);
        await scene.ReconcileAsync(flussoId: file.FlussoId);
        (await ExceptionsAsync(scene)).ShouldBe([("IUV_NO_RT", 1, 10_000)]);

        await scene.UploadAsync(file with { At = file.At.AddHours(1) });

        (await ExceptionsAsync(scene)).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<(string, int, long)>> ExceptionsAsync(MoneyScene scene) =>
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.Select(e =>
            (e.Class, e.Count, e.AmountCents)
        );
}
