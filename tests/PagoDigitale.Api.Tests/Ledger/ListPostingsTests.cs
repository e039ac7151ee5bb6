using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class ListPostingsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Postings_are_found_by_every_filter()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var position = await scene.CreateAsync();
        var paid = await scene.CreateAsync();
        var notice = PositionScene.Instalment(paid).NoticeNumber;
        await scene.PayAsync(notice, 12_000);
        var (ledger, org) = (scene.Ledger, scene.Organization);
        (await ledger.ListPostingsAsync(org)).Items.Select(p => p.Kind).Order().ShouldBe(["issued", "issued", "paid", "paid"]);
        (await ledger.ListPostingsAsync(org, new() { Kind = ["paid"], Account = "payer-credits" }))
            .Items.ShouldHaveSingleItem()
            .AmountCents.ShouldBe(2_000);
        (await ledger.ListPostingsAsync(org, new() { PositionId = position.Id }))
            .Items.ShouldHaveSingleItem()
            .InstalmentId.ShouldBe(PositionScene.Instalment(position).Id);
        (await ledger.ListPostingsAsync(org, new() { NoticeNumber = notice })).Items.Count.ShouldBe(3);
        (await ledger.ListPostingsAsync(org, new() { InstalmentId = PositionScene.Instalment(paid).Id })).Items.Count.ShouldBe(3);
        (
            await ledger.ListPostingsAsync(org, new() { OccurredFrom = PositionScene.Today, OccurredTo = PositionScene.Today })
        ).Items.Count.ShouldBe(4);
        (await ledger.ListPostingsAsync(org, new() { OccurredTo = PositionScene.Today.AddDays(-1) })).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(ledger.ListPostingsAsync(org, new() { Account = "cash" }))).Status.ShouldBe(
            400
        );
        var page = await ledger.ListPostingsAsync(org, new() { Limit = 3 });
        (await ledger.ListPostingsAsync(org, new() { Limit = 3, Cursor = page.NextCursor }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldNotBeOneOf([.. page.Items.Select(p => p.Id)]);
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var (scene, other) = (await PositionScene.CreateAsync(one.Api), await PositionScene.CreateAsync(one.Api));
        var position = await scene.CreateAsync();

        (await scene.Ledger.ListPostingsAsync(scene.Organization, new() { PositionId = position.Id })).Items.ShouldNotBeEmpty();
        (await scene.Ledger.ListPostingsAsync(other.Organization, new() { PositionId = position.Id })).Items.ShouldBeEmpty();
        (await scene.Ledger.ListPostingsAsync(other.Organization)).Items.ShouldBeEmpty();
    }
}
