using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class ListCorrectionCasesTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_payment_dropped_by_a_revision_after_its_reversale_is_an_open_case_and_cases_are_paged_and_filtered()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (dropped, also, stays) = (await scene.OwedAsync(3_000), await scene.OwedAsync(2_000), await scene.OwedAsync(1_000));
        var file = scene.Flow(dropped.Row, also.Row, stays.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [stays.Row] });
        var api = scene.Client.Ledger;

        var page = await api.ListCorrectionCasesAsync(scene.Organization, new() { Limit = 1 });
        var next = await api.ListCorrectionCasesAsync(scene.Organization, new() { Limit = 1, Cursor = page.NextCursor });

        page.Items.Concat(next.Items)
            .Select(c => (c.Cause, c.AmountCents))
            .ShouldBe([("revised", 3_000), ("revised", 2_000)], ignoreOrder: true);
        next.NextCursor.ShouldBeNull();
        (
            await api.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoYear = 2026, AccertamentoNumber = "117" })
        ).Items.Count.ShouldBe(2);
        (await api.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoNumber = "118" })).Items.ShouldBeEmpty();
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_filter_and_a_page_go_together_and_another_organization_sees_none()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (dropped, also, stays) = (await scene.OwedAsync(3_000), await scene.OwedAsync(2_000), await scene.OwedAsync(1_000));
        var file = scene.Flow(dropped.Row, also.Row, stays.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [stays.Row] });
        var (api, other) = (scene.Client.Ledger, await MoneyScene.CreateAsync(one.Api));

        foreach (var (year, number) in new (int?, string?)[] { (2026, null), (null, "117"), (2026, "117") })
        {
            var page = await api.ListCorrectionCasesAsync(
                scene.Organization,
                new()
                {
                    AccertamentoYear = year,
                    AccertamentoNumber = number,
                    Limit = 1,
                }
            );
            var next = await api.ListCorrectionCasesAsync(
                scene.Organization,
                new()
                {
                    AccertamentoYear = year,
                    AccertamentoNumber = number,
                    Limit = 1,
                    Cursor = page.NextCursor,
                }
            );

            page.Items.Concat(next.Items).Select(c => c.AmountCents).ShouldBe([3_000, 2_000], ignoreOrder: true);
        }
        (await api.ListCorrectionCasesAsync(scene.Organization, new() { AccertamentoYear = 2025 })).Items.ShouldBeEmpty();
        (await api.ListCorrectionCasesAsync(other.Organization)).Items.ShouldBeEmpty();
    }
}
