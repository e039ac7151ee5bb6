using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class RetryAcaNoticeTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task What_is_settled_is_not_told_again()
    {
        var scene = await world.SceneAsync();
        var owed = await scene.Money.OwedAsync();
        await scene.LoadAsync();

        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.Client.AcaNotices.RetryAsync(scene.Code, owed.NoticeNumber))
        ).Code.ShouldBe("aca-notice-settled");
    }

    [Fact]
    public async Task A_paused_connection_is_resumed_first()
    {
        var scene = await world.SceneAsync();
        var owed = await scene.Money.OwedAsync();
        await scene.PauseAsync();
        await scene.LoadAsync();

        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.Client.AcaNotices.RetryAsync(scene.Code, owed.NoticeNumber))
        ).Code.ShouldBe("connection-paused");
    }

    [Fact]
    public async Task A_notice_nobody_was_told_of_is_not_there()
    {
        var scene = await world.SceneAsync();

        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
                scene.Client.AcaNotices.RetryAsync(scene.Code, "301000000000004711")
            )
        ).Code.ShouldBe("aca-notice-not-found");
    }
}
