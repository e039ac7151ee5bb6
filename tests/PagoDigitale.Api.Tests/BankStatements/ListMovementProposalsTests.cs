using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ListMovementProposalsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task The_likeliest_come_first_page_by_page()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (a, b) = (
            await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row)),
            await scene.UploadAsync(scene.Flow((await scene.PaidAsync(2_000)).Row))
        );
        var cut = await CreditAsync(scene, 5_000, $"/PUR/LGPE-RIVERSAMENTO/URI/{a.FlussoId[..12]}");
        var silent = await CreditAsync(scene, 2_000, "LGPE-RIVERSAMENTO");
        await scene.ReconcileAsync();

        var all = (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization)).Items.ToList();
        var first = await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization, new() { Limit = 1 });
        var second = await scene.Client.BankStatements.ListMovementProposalsAsync(
            scene.Organization,
            new() { Limit = 1, Cursor = first.NextCursor }
        );

        all.Select(p => (p.MovementId, p.RendicontazioneId)).ShouldBe([(cut.Id, a.Id), (silent.Id, b.Id), (cut.Id, b.Id)]);
        all.Select(p => p.Score).ShouldBeInOrder(SortDirection.Descending);
        all[0].Evidence.ShouldBe(["same amount", $"first 12 of {a.FlussoId.Length} characters of the flow id", "same day"]);
        all[0].AgeDays.ShouldBeGreaterThan(0);
        second.Items.Single().MovementId.ShouldBe(silent.Id);
        (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization, new() { MinScore = 61 }))
            .Items.Single()
            .MovementId.ShouldBe(cut.Id);
        (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization, new() { MovementId = silent.Id }))
            .Items.Single()
            .RendicontazioneId.ShouldBe(b.Id);
        (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization, new() { FlussoId = a.FlussoId }))
            .Items.Single()
            .MovementId.ShouldBe(cut.Id);
    }
}
