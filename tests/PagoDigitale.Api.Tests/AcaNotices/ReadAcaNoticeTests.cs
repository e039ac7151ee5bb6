using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class ReadAcaNoticeTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task A_notice_of_another_organization_is_not_there()
    {
        var (mine, other) = (await world.SceneAsync(), await world.SceneAsync());
        var owed = await mine.Money.OwedAsync();
        await mine.LoadAsync();

        (await mine.ReadAsync(owed)).Iuv.ShouldBe(owed.Iuv);
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => other.Client.AcaNotices.ReadAsync(other.Code, owed.NoticeNumber))
        ).Code.ShouldBe("aca-notice-not-found");
    }
}
