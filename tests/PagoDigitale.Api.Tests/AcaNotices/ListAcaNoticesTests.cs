using PagoDigitale.Api.Tests.Positions;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class ListAcaNoticesTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task Notices_are_listed_by_state_and_position_a_page_at_a_time()
    {
        var scene = await world.SceneAsync();
        var position = await scene.Positions.CreateAsync(PositionScene.Input(instalments: 3));
        var paid = await scene.Money.OwedAsync();
        await scene.LoadAsync();
        await scene.Money.ReceiveAsync(paid);
        await scene.LoadAsync();

        var ofPosition = await scene.Client.AcaNotices.ListAsync(scene.Code, new() { PositionId = position.Id });
        var withdrawn = await scene.Client.AcaNotices.ListAsync(scene.Code, new() { State = ["withdrawn"] });
        var first = await scene.Client.AcaNotices.ListAsync(scene.Code, new() { State = ["loaded", "withdrawn"], Limit = 3 });
        var rest = await scene.Client.AcaNotices.ListAsync(
            scene.Code,
            new()
            {
                State = ["loaded", "withdrawn"],
                Limit = 3,
                Cursor = first.NextCursor,
            }
        );

        ofPosition
            .Items.Select(n => n.NoticeNumber)
            .ShouldBe(position.PaymentOptions.Single().Instalments.Select(i => i.NoticeNumber), ignoreOrder: true);
        withdrawn.Items.Single().NoticeNumber.ShouldBe(paid.NoticeNumber);
        (first.Items.Count, rest.Items.Count).ShouldBe((3, 1));
        first.Items.Concat(rest.Items).Select(n => n.NoticeNumber).ShouldBeUnique();
    }
}
