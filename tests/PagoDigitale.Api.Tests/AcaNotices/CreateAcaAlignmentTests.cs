using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

public sealed class CreateAcaAlignmentTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task A_dry_run_tells_what_would_be_told_and_tells_nothing()
    {
        var scene = await world.SceneAsync();
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Archive.ForgetAsync();

        var (changed, all) = (await AlignAsync(scene, "changed", isDryRun: true), await AlignAsync(scene, "all", isDryRun: true));

        (changed.IsDryRun, changed.State, changed.UnchangedCount, changed.ToLoadCount).ShouldBe((true, "completed", 1, 0));
        (all.ComparedCount, all.ToChangeCount, all.UnchangedCount).ShouldBe((1, 1, 0));
        (await scene.Archive.ViewAsync(scene.Code)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_that_lost_all_is_told_all()
    {
        var scene = await world.SceneAsync();
        var (one, two) = (await scene.Positions.CreateAsync(), await scene.Positions.CreateAsync());
        await scene.LoadAsync();
        await scene.Positions.CancelAsync(two);
        await scene.LoadAsync();
        await scene.Archive.ForgetAsync();

        var alignment = await AlignAsync(scene, "all");

        (alignment.Origin, alignment.ToChangeCount, alignment.ToWithdrawCount).ShouldBe(("request", 1, 1));
        await scene.ShouldBeAlignedAsync();
        (await scene.KnownAsync(one))!.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_as_it_was_told_is_not_told_again()
    {
        var scene = await world.SceneAsync();
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var writes = await scene.Archive.WritesAsync(scene.Code);

        await AlignAsync(scene, "changed");

        (await scene.Archive.WritesAsync(scene.Code)).ShouldBe(writes);
    }

    [Fact]
    public async Task Without_a_connection_there_is_nothing_to_align()
    {
        var scene = await world.SceneAsync(isConnected: false);

        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Client.AcaAlignments.CreateAsync(scene.Code, new() { Scope = "all" })
            )
        ).Code.ShouldBe("connection-missing");
    }

    [Fact]
    public async Task An_unknown_scope_is_refused()
    {
        var scene = await world.SceneAsync();

        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Client.AcaAlignments.CreateAsync(scene.Code, new() { Scope = "some" })
            )
        )
            .Errors.Single()
            .Field.ShouldBe("scope");
    }

    internal static async Task<AcaAlignment> AlignAsync(ArchiveScene scene, string scope, bool isDryRun = false)
    {
        var asked = await scene.Client.AcaAlignments.CreateAsync(scene.Code, new() { Scope = scope, IsDryRun = isDryRun });
        asked.State.ShouldBe("waiting");
        await scene.Api.RunJobsAsync();
        return await scene.Client.AcaAlignments.ReadAsync(scene.Code, asked.Id);
    }
}
