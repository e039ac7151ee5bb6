using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Allocations;

public sealed class ListAllocationsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Whatever_is_asked_the_totals_close()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (tari, fine) = (await scene.PaidAsync(), await scene.PaidAsync(700, "MULTE"));
        var file = scene.Flow(tari.Row, fine.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId, "1042"));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        var api = scene.Client.Allocations;

        AllocationSummary[] wholes =
        [
            await api.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId }),
            await api.ListAsync(scene.Organization, new() { Provvisorio = "1042" }),
            await api.ListAsync(scene.Organization, new() { Day = MoneyScene.Day }),
            await api.ListAsync(scene.Organization, new() { ReversaleId = reversale.Id }),
        ];
        var single = await api.ListAsync(scene.Organization, new() { Iuv = tari.Iuv });

        foreach (var whole in wholes)
        {
            (whole.TotalCents, whole.UnallocatedCents).ShouldBe((10_700, 700));
            whole
                .Items.Select(i => (i.AccertamentoYear, i.AccertamentoNumber, i.Chapter, i.Description, i.AmountCents, i.PaymentsCount))
                .ShouldBe([(2026, "117", "1010", "TARI", 10_000, 1)]);
            whole
                .Payments.Select(p => (p.Iuv, p.AmountCents, p.DebtorName))
                .ShouldBe([(tari.Iuv, 10_000, "Mario Rossi"), (fine.Iuv, 700, "Mario Rossi")]);
        }
        (single.TotalCents, single.UnallocatedCents, single.Payments.Single().PaidAt).ShouldBe(
            (10_000, 0, new DateTimeOffset(2026, 5, 29, 10, 0, 0, TimeSpan.Zero))
        );
    }

    [Fact]
    public async Task What_was_taken_back_stands_beside_its_payment_and_is_not_counted()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (good, revoked) = (await scene.PaidAsync(23_000), await scene.PaidAsync(23_000));
        var file = scene.Flow(good.Row, revoked.Row, revoked.Row with { Outcome = "3" }) with { TotalCents = 23_000 };
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);

        foreach (
            var told in new[]
            {
                await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId }),
                await scene.Client.Allocations.ListAsync(scene.Organization, new() { Day = MoneyScene.Day }),
                await scene.Client.Allocations.ListAsync(scene.Organization, new() { ReversaleId = reversale.Id }),
            }
        )
        {
            told.TotalCents.ShouldBe(23_000);
            told.Payments.Select(p => p.AmountCents).ShouldBe([23_000, 23_000, -23_000]);
            told.Items.Select(i => (i.AmountCents, i.PaymentsCount)).ShouldBe([(23_000, 1)]);
        }
    }

    [Fact]
    public async Task A_payment_not_reported_yet_counts_by_its_receipt()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();

        (await scene.Client.Allocations.ListAsync(scene.Organization, new() { Iuv = paid.Iuv }))
            .Items.Single()
            .AmountCents.ShouldBe(10_000);
        (await scene.Client.Allocations.ListAsync(scene.Organization, new() { Day = new DateOnly(2026, 5, 29) })).TotalCents.ShouldBe(
            10_000
        );
        (await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = "none" })).TotalCents.ShouldBe(0);
    }

    [Fact]
    public async Task Less_than_was_owed_fills_the_allocations_in_their_order()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row with { AmountCents = 9_000 });
        await scene.UploadAsync(file);

        var summary = await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId });

        (summary.TotalCents, summary.UnallocatedCents, summary.Items.Single().AmountCents).ShouldBe((9_000, 0, 9_000));
    }

    [Fact]
    public async Task None_or_several_parameters_are_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        foreach (
            var call in new[]
            {
                scene.Client.Allocations.ListAsync(scene.Organization),
                scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = "a", Iuv = "b" }),
            }
        )
        {
            var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => call);
            (refused.Status, refused.Code).ShouldBe((400, "invalid-parameter"));
        }
    }
}
