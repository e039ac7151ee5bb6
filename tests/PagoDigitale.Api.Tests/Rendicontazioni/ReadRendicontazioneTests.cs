using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

public sealed class ReadRendicontazioneTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task It_says_what_the_psp_says_and_what_was_counted()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row, second.Row) with { TotalCents = 12_001 };
        var uploaded = await scene.UploadAsync(file);

        var read = await scene.ReadAsync(uploaded);

        (read.Id, read.FlussoId, read.Psp.Id, read.RegulationDate).ShouldBe((uploaded.Id, file.FlussoId, file.Psp, MoneyScene.Day));
        (read.PaymentsCount, read.TotalAmountCents, read.ComputedCount, read.ComputedAmountCents).ShouldBe((2, 12_001, 2, 12_000));
        (read.State, read.Anomalies.ShouldHaveSingleItem().Code).ShouldBe(("anomalous", "sum-mismatch"));
    }

    [Fact]
    public async Task Another_organization_does_not_see_it()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync()).Row));

        await RefusalAsync(404, "rendicontazione-not-found", () => other.ReadAsync(flow));
        await RefusalAsync(
            404,
            "rendicontazione-not-found",
            () => scene.Client.Rendicontazioni.ReadAsync(scene.Organization, "rnd_malformed")
        );
    }
}
