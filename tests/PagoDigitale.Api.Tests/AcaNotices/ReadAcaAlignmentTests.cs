using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class ReadAcaAlignmentTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task An_alignment_of_another_organization_is_not_there()
    {
        var (mine, other) = (await world.SceneAsync(), await world.SceneAsync());
        var alignment = await CreateAcaAlignmentTests.AlignAsync(mine, "changed");

        (await mine.Client.AcaAlignments.ReadAsync(mine.Code, alignment.Id)).CompletedAt.ShouldNotBeNull();
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => other.Client.AcaAlignments.ReadAsync(other.Code, alignment.Id))
        ).Code.ShouldBe("aca-alignment-not-found");
    }
}
