using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class ListAcaAlignmentsTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task Alignments_are_listed_newest_first_a_page_at_a_time()
    {
        var scene = await world.SceneAsync();
        await CreateAcaAlignmentTests.AlignAsync(scene, "changed");
        var last = await CreateAcaAlignmentTests.AlignAsync(scene, "all", isDryRun: true);

        var first = await scene.Client.AcaAlignments.ListAsync(scene.Code, new() { Limit = 2 });
        var rest = await scene.Client.AcaAlignments.ListAsync(scene.Code, new() { Limit = 2, Cursor = first.NextCursor });

        first.Items.First().Id.ShouldBe(last.Id);
        (first.Items.Count, rest.Items.Single().Origin).ShouldBe((2, "connection"));
    }
}
