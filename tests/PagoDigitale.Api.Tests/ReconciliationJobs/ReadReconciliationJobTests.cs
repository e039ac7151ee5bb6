using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.ReconciliationJobs.RunReconciliationTests;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class ReadReconciliationJobTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_job_tells_what_it_is_about_and_what_it_found_to_its_organization_alone()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        var api = scene.Client.ReconciliationJobs;
        var queued = await api.CreateAsync(scene.Organization, new ReconciliationJobInput { ExternalId = "giugno" });
        await one.Api.RunJobsAsync();

        var job = await api.ReadAsync(scene.Organization, queued.Id);

        (queued.State, queued.Counts.Items, queued.CompletedAt).ShouldBe(("queued", 0, null));
        (job.State, job.ExternalId, job.Scope.StatementId, job.Scope.FlussoId).ShouldBe(("completed", "giugno", null, null));
        var items = await scene.ItemsAsync(job);
        (job.Counts.Items, job.Counts.Regular, job.Counts.Anomalous).ShouldBe(
            (items.Count, items.Count(i => i.IsRegular), items.Count(i => !i.IsRegular))
        );
        (job.Amounts.TotalCents, job.Amounts.RegularCents).ShouldBe(
            (items.Sum(i => i.AmountCents), items.Where(i => i.IsRegular).Sum(i => i.AmountCents))
        );
        job.Classes.Select(c => (c.Class, c.Count))
            .ShouldBe(items.GroupBy(i => i.Class).Select(g => (g.Key, g.Count())), ignoreOrder: true);
        job.CompletedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(job.StartedAt!.Value);
        var other = await MoneyScene.CreateAsync(one.Api);
        await RefusalAsync(404, "reconciliation-job-not-found", () => api.ReadAsync(other.Organization, job.Id));
        await RefusalAsync(404, "reconciliation-job-not-found", () => api.ReadAsync(scene.Organization, "rcj_malformed"));
    }

    [Fact]
    public async Task A_job_about_a_flow_of_a_statement_names_both()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, 55, "2026-06-01NESSUNO-1")
        );

        var job = await scene.ReconcileAsync(statement.Id, file.FlussoId);

        (job.Scope.StatementId, job.Scope.FlussoId).ShouldBe((statement.Id, file.FlussoId));
        (await scene.ItemsAsync(job)).ShouldHaveSingleItem().FlussoId.ShouldBe(file.FlussoId);
    }
}
