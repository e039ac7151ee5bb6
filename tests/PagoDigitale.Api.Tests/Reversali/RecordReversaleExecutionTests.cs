using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Reversali.AnnulReversaleTests;

namespace PagoDigitale.Api.Tests.Reversali;

public sealed class RecordReversaleExecutionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task The_day_is_kept_and_may_be_given_again_as_another()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var reversale = await IssuedAsync(scene);
        await scene.Positions.SqlAsync(
            $"UPDATE reversali SET accounting_date = accounting_date - 3 WHERE organization_id = '{scene.Organization}'"
        );
        var day = reversale.AccountingDate;

        (await ExecuteAsync(scene, reversale.Id, day.AddDays(-3))).ExecutedOn.ShouldBe(day.AddDays(-3));
        (await ExecuteAsync(scene, reversale.Id, day)).ExecutedOn.ShouldBe(day);

        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id)).ExecutedOn.ShouldBe(day);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_day_before_the_booking_or_still_to_come_is_refused_and_changes_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var reversale = await IssuedAsync(scene);

        await FieldRefusalAsync(
            "executedOn",
            "executed-on-invalid",
            () => ExecuteAsync(scene, reversale.Id, reversale.AccountingDate.AddDays(-1))
        );
        await FieldRefusalAsync(
            "executedOn",
            "executed-on-invalid",
            () => ExecuteAsync(scene, reversale.Id, PositionScene.Today.AddDays(2))
        );

        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id)).ExecutedOn.ShouldBeNull();
    }

    [Fact]
    public async Task An_annulled_reversale_is_not_executed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        await AnnulAsync(scene, reversale.Id);

        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() => ExecuteAsync(scene, reversale.Id, reversale.AccountingDate))
        ).Code.ShouldBe("reversale-annulled");
    }

    [Fact]
    public async Task Another_organization_does_not_find_it()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var reversale = await IssuedAsync(scene);

        await RefusalAsync(404, "reversale-not-found", () => ExecuteAsync(other, reversale.Id, reversale.AccountingDate));

        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id)).ExecutedOn.ShouldBeNull();
    }

    private static async Task<Reversale> IssuedAsync(MoneyScene scene)
    {
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        return await scene.ReversaleAsync(file.FlussoId);
    }
}
