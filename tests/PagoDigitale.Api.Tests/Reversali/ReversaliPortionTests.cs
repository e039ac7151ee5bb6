using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Reversali;

/// <summary>What a call leaves to a job, and what the job of a reconciliation has not come to yet.</summary>
public sealed class ReversaliPortionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_has_more_payments_than_a_call_takes_is_left_to_the_job_as_a_whole()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        await SayPaymentsAsync(scene, 10_001);

        var outcome = await scene.IssueAsync(statementId: statement.Id);

        (outcome.Items.Count, outcome.Skipped.Count, outcome.RemainingCount).ShouldBe((0, 0, 1));
        await one.Api.RunJobsAsync();
        var again = await scene.IssueAsync(file.FlussoId);
        (again.Items.Count, again.Skipped.Single().Reason, again.RemainingCount).ShouldBe((0, "already-accounted", 0));
        (await scene.BalanceAsync("treasury")).ShouldBe(10_000);
    }

    /// <summary>Who annuls while the job has not come to the end means it; who asks again means that.</summary>
    [Fact]
    public async Task What_is_annulled_after_the_call_is_not_booked_again_by_its_job()
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:Reversali:PaymentsAtOnceMax", "1"));
        var scene = await MoneyScene.CreateAsync(api);
        var lines = new List<StatementLineRow>();
        foreach (var cents in new[] { 1_000, 2_000, 3_000 })
        {
            var file = scene.Flow((await scene.PaidAsync(cents)).Row);
            await scene.UploadAsync(file);
            lines.Add(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        }
        var statement = await scene.UploadAsync([.. lines]);
        await scene.ReconcileAsync();
        var outcome = await scene.IssueAsync(statementId: statement.Id);
        outcome.RemainingCount.ShouldBe(2);
        var issued = outcome.Items.Single();

        await scene.Client.Reversali.AnnulAsync(scene.Organization, issued.Id, new() { Reason = "Conto sbagliato" });
        await api.RunJobsAsync();

        (await scene.BalanceAsync("treasury")).ShouldBe(6_000 - issued.AmountCents, "the two others are booked");
        (await scene.CountAsync("reversali WHERE")).ShouldBe(3);
        var again = await scene.IssueAsync(statementId: statement.Id);
        (again.Items.Single().FlussoId, again.RemainingCount).ShouldBe((issued.FlussoId, 0));
        (await scene.BalanceAsync("treasury")).ShouldBe(6_000);
        await scene.BalancedAsync();
    }

    /// <summary>Their money is matched, and a job marks them as reconciled later: here after the reversale.</summary>
    [Fact]
    public async Task Debts_that_are_not_marked_yet_are_settled_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = new[] { await scene.PaidAsync(1_000), await scene.PaidAsync(2_000) };
        var file = scene.Flow([.. paid.Select(p => p.Row)]);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await SayPaymentsAsync(scene, MovementLinkWriter.MarkedAtOnceMax + 1);
        var job = await scene.Client.ReconciliationJobs.CreateAsync(scene.Organization, new ReconciliationJobInput());
        while ((await scene.Client.ReconciliationJobs.ReadAsync(scene.Organization, job.Id)).State != "completed")
            (await one.Api.Services.GetRequiredService<JobRunner>().RunOnceAsync(CancellationToken.None)).ShouldBeTrue();
        (await scene.StateAsync(paid[0])).ShouldBe("reported");

        (await scene.IssueAsync(statementId: statement.Id)).Items.Count.ShouldBe(1);
        var settled = await scene.CountAsync("events WHERE type = 'position.settled' AND");
        await one.Api.RunJobsAsync();

        settled.ShouldBe(2);
        foreach (var debt in paid)
        {
            (await scene.StateAsync(debt)).ShouldBe("reconciled");
            var told = await scene.EventsAsync(debt.PositionId);
            foreach (var type in new[] { "position.settled", "position.reconciled" })
                told.Count(t => t == type).ShouldBe(1, type);
        }
        await scene.BalancedAsync();
    }

    /// <summary>As if the rendicontazioni told of so many.</summary>
    private static Task SayPaymentsAsync(MoneyScene scene, int count) =>
        scene.Positions.SqlAsync($"UPDATE rendicontazioni SET computed_count = {count} WHERE organization_id = '{scene.Organization}'");
}
