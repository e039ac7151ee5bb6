using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

public sealed class ListRendicontazioniTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Lists_filter_by_what_the_flow_and_its_payments_say()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (a, b) = (await scene.PaidAsync(), await scene.PaidAsync(500));
        var june = await scene.UploadAsync(scene.Flow(a.Row));
        var july = await scene.UploadAsync(scene.Flow(new DateOnly(2026, 7, 1), "60000000002", b.Row) with { At = TestClock.Now });
        var api = scene.Client.Rendicontazioni;

        async Task<IEnumerable<string>> Ids(Task<RendicontazionePage> page) => (await page).Items.Select(r => r.Id);

        (await Ids(api.ListAsync(scene.Organization))).ShouldBe([july.Id, june.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { Iuv = a.Iuv }))).ShouldBe([june.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { FlussoId = july.FlussoId }))).ShouldBe([july.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { PspId = "60000000002" }))).ShouldBe([july.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { PaidFrom = new DateOnly(2026, 7, 1) }))).ShouldBe([july.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { CollectedTo = new DateOnly(2026, 6, 30) }))).ShouldBe([june.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { DebtorFiscalCode = "RSSMRA80A01H501U" }))).Count().ShouldBe(2);
        (await Ids(api.ListAsync(scene.Organization, new() { DebtorFiscalCode = "VRDLGU80A01H501U" }))).ShouldBeEmpty();
        (await Ids(api.ListAsync(scene.Organization, new() { State = ["matched"] }))).ShouldBeEmpty();
        (await Ids(api.ListAsync(scene.Organization, new() { IsAccounted = false }))).Count().ShouldBe(2);
        var page = await api.ListAsync(scene.Organization, new() { Limit = 1 });
        (await Ids(api.ListAsync(scene.Organization, new() { Limit = 1, Cursor = page.NextCursor }))).ShouldBe([june.Id]);
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() => api.ListAsync(scene.Organization, new() { State = ["perfect"] }))
        ).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_psp_is_found_by_whatever_it_is_called_in_flows_and_receipts()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (a, b) = (await scene.PaidAsync(), await scene.PaidAsync(500));
        await scene.Positions.SqlAsync(
            $"UPDATE receipts SET psp_id = 'BCITITMM', psp_fiscal_code = '00799960158' WHERE iur = '{a.ReceiptId}'"
        );
        var wanted = await scene.UploadAsync(scene.Flow(MoneyScene.Day, "BCITITMM", a.Row) with { Psp = "03069" });
        await scene.UploadAsync(scene.Flow(MoneyScene.Day, "BCITITMM2", b.Row));

        // As sender, in the flow id, by the receipt's BIC with its branch, and by fiscal code.
        foreach (var code in new[] { "03069", "BCITITMM", "BCITITMMXXX", "00799960158" })
            (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { PspId = code }))
                .Items.Select(r => r.Id)
                .ShouldBe([wanted.Id], code);
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { PspId = "BCIT" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organizations_are_not_in_it()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        await scene.UploadAsync(scene.Flow((await scene.PaidAsync()).Row));

        (await other.Client.Rendicontazioni.ListAsync(other.Organization)).Items.ShouldBeEmpty();
    }
}
