using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class AllocateServiceTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_was_issued_before_the_service_had_an_accertamento_gets_it_and_what_is_booked_stays()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (booked, paid, open) = (
            await scene.PaidAsync(700, "MULTE"),
            await scene.PaidAsync(800, "MULTE"),
            await scene.OwedAsync(900, "MULTE")
        );
        await scene.PaidAsync(10_000);
        var flow = await scene.UploadAsync(scene.Flow(booked.Row));
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => AllocateAsync(scene))).Code.ShouldBe("service-without-accertamento");
        await AccountAsync(scene);

        var first = await AllocateAsync(scene);
        await scene.BalancedAsync();
        var again = await AllocateAsync(scene);
        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Senza accertamento" });
        var last = await AllocateAsync(scene);
        var anew = await scene.ReversaleAsync(flow.FlussoId);

        reversale.Warnings.First().Remedy.ShouldContain("allocateService");
        (first.PositionsCount, first.AmountCents, first.BookedCount).ShouldBe((2, 1_700, 1));
        (again.PositionsCount, again.AmountCents, again.BookedCount).ShouldBe((0, 0, 1));
        (last.PositionsCount, last.AmountCents, last.BookedCount).ShouldBe((1, 700, 0));
        anew.Warnings.ShouldNotContain(w => w.Code == "nothing-allocated");
        var accertamento = (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "118" })).Items.Single();
        (accertamento.IssuedCents, accertamento.CollectedCents, accertamento.RegularisedCents).ShouldBe((2_400, 1_500, 700));
        foreach (var (position, cents) in new[] { (paid, 800), (open, 900) })
            (await scene.Client.Positions.ReadAsync(scene.Organization, position.PositionId)).ShouldSatisfyAllConditions(
                p => p.Version.ShouldBeGreaterThan(1),
                p =>
                    p.PaymentOptions[0]
                        .Instalments[0]
                        .Transfers[0]
                        .Allocations.Select(a => (a.AccertamentoNumber, a.AmountCents))
                        .ShouldBe([("118", cents)])
            );
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => scene.Client.Services.AllocateAsync(scene.Organization, "NESSUNO"));
        await scene.BalancedAsync();
    }

    private static Task<ServiceAllocation> AllocateAsync(MoneyScene scene) =>
        scene.Client.Services.AllocateAsync(scene.Organization, "MULTE");

    private static Task AccountAsync(MoneyScene scene) =>
        scene.Positions.SqlAsync(
            $"""
            UPDATE services SET accertamento_id = (SELECT accertamento_id FROM accertamenti WHERE organization_id = '{scene.Organization}'
                AND number = '118')
            WHERE organization_id = '{scene.Organization}' AND service_code = 'MULTE'
            """
        );
}
