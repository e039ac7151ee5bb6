using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Notices;

/// <summary>The open notices that closing or replacing an account is about.</summary>
public sealed class ListIbanNoticesTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task Open_notices_of_the_account_come_newest_first_by_pages()
    {
        var scene = await fixture.SceneAsync();
        var made = new List<string>();
        for (var i = 0; i < 3; i++)
            made.Insert(0, PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber!);
        await scene.CancelAsync(await scene.CreateAsync());
        await scene.PayAsync(PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber, 10_000);
        var past = await scene.CreateAsync();
        await scene.SqlAsync(
            $"UPDATE instalments SET valid_until = {TestClock.TodaySql} - 2 "
                + $"WHERE notice_number = '{PositionScene.Instalment(past).NoticeNumber}'"
        );

        var first = await Organizations.ListIbanNoticesAsync(scene.Organization, PositionScene.OwnIban, new() { Limit = 2 });
        var second = await Organizations.ListIbanNoticesAsync(
            scene.Organization,
            PositionScene.OwnIban,
            new() { Limit = 2, Cursor = first.NextCursor }
        );

        first.Items.Concat(second.Items).Select(n => n.NoticeNumber).ShouldBe(made);
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task The_papers_that_are_out_are_listed_by_pages()
    {
        var scene = await fixture.SceneAsync();
        var positions = new List<Position>();
        for (var i = 0; i < 5; i++)
            positions.Add(await scene.CreateAsync());
        foreach (var printed in positions.Take(3))
            using (await fixture.Api.Admin.Notices.DownloadAsync(scene.Organization, PositionScene.Instalment(printed).NoticeNumber!)) { }

        var first = await Organizations.ListIbanNoticesAsync(
            scene.Organization,
            PositionScene.OwnIban,
            new() { IsPrinted = true, Limit = 2 }
        );
        var second = await Organizations.ListIbanNoticesAsync(
            scene.Organization,
            PositionScene.OwnIban,
            new()
            {
                IsPrinted = true,
                Limit = 2,
                Cursor = first.NextCursor,
            }
        );

        first
            .Items.Concat(second.Items)
            .Select(n => n.NoticeNumber)
            .Order()
            .ShouldBe(positions.Take(3).Select(p => PositionScene.Instalment(p).NoticeNumber!).Order());
        second.NextCursor.ShouldBeNull();
        (await NumbersAsync(scene, isPrinted: false)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_account_that_nothing_credits_and_that_of_another_organization_are_not_found()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        await other.CreateAsync();
        await other.SqlAsync(
            $"""
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{other.Organization}', 'IT52L0542811101000000777777', 'Altro', false, now())
            """
        );

        foreach (var iban in new[] { TestOrganization.PostalIban, "IT52L0542811101000000777777" })
            await RefusalAsync(404, "iban-not-found", () => Organizations.ListIbanNoticesAsync(scene.Organization, iban));
        (await NumbersAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replacement_that_is_none_is_malformed()
    {
        var scene = await fixture.SceneAsync();

        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                Organizations.ListIbanNoticesAsync(scene.Organization, PositionScene.OwnIban, new() { ReplacementId = "ibr_nothing" })
            )
        )
            .Errors.ShouldHaveSingleItem()
            .Field.ShouldBe("replacementId");
    }

    private async Task<IEnumerable<string>> NumbersAsync(PositionScene scene, bool? isPrinted = null) =>
        (await Organizations.ListIbanNoticesAsync(scene.Organization, PositionScene.OwnIban, new() { IsPrinted = isPrinted })).Items.Select(
            n => n.NoticeNumber
        );
}
