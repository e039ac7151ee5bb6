using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class CreateReconciliationJobTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task The_same_external_id_is_the_same_job_and_what_is_unknown_is_refused()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var statement = await other.UploadAsync(new StatementLineRow(MoneyScene.Day, 1, "x"));
        var api = scene.Client.ReconciliationJobs;

        var first = await api.CreateAsync(scene.Organization, new ReconciliationJobInput { ExternalId = "giugno" });
        var again = await api.CreateAsync(scene.Organization, new ReconciliationJobInput { ExternalId = "giugno" });
        var foreign = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.CreateAsync(scene.Organization, new ReconciliationJobInput { StatementId = statement.Id })
        );
        var unknown = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.CreateAsync(scene.Organization, new ReconciliationJobInput { FlussoId = "none" })
        );
        await one.Api.RunJobsAsync();

        (first.Answer!.Status, again.Answer!.Status, again.Id).ShouldBe((202, 200, first.Id));
        (foreign.Status, foreign.Errors.Single().Code).ShouldBe((422, "bank-statement-not-found"));
        (unknown.Status, unknown.Errors.Single().Code).ShouldBe((422, "rendicontazione-not-found"));
        foreach (var reserved in new[] { "automatic", "automatic-before" })
            (
                await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                    api.CreateAsync(scene.Organization, new ReconciliationJobInput { ExternalId = reserved })
                )
            )
                .Errors.Single()
                .Code.ShouldBe("external-id-reserved");
        (await api.ListAsync(scene.Organization, new() { State = ["completed"] })).Items.Single().Id.ShouldBe(first.Id);
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => api.ReadAsync(other.Organization, first.Id));
    }
}
