using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>Debts that the archive must not have, and organizations that answer for nobody.</summary>
public sealed class ArchiveExclusionTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.Archive.NoFaultAsync();

    public Task DisposeAsync() => world.Archive.NoFaultAsync();

    [Fact]
    public async Task Excluded_and_allowed_again_while_paused_is_told()
    {
        var scene = await world.SceneAsync();
        await scene.LoadAsync();
        await scene.PauseAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var q = await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, p.Version, new() { RequestToPay = "haste-harms" });
        await scene.LoadAsync();
        (await scene.ReadAsync(p)).State.ShouldBe("refused");
        await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, q.Version, new() { RequestToPay = "allowed" });
        await scene.PauseAsync(isPaused: false);
        await scene.LoadAsync();
        $"{(await scene.ReadAsync(p)).State} {(await scene.ReadAsync(p)).Failure?.Code}".ShouldBe("loaded ");
    }

    [Fact]
    public async Task What_must_not_be_pushed_is_not_told_after_a_call_that_reached_nobody()
    {
        var scene = await world.SceneAsync();
        await scene.Archive.FaultAsync("drop-before");
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, p.Version, new() { RequestToPay = "haste-harms" });
        await scene.Archive.NoFaultAsync();
        await scene.LoadAsync();
        await scene.CallAsync();
        ((await scene.KnownAsync(p))?.IsOpen ?? false).ShouldBeFalse("told and pushable");
    }

    [Fact]
    public async Task An_inactive_organization_is_payable_nowhere_until_it_is_active_again()
    {
        var scene = await world.SceneAsync();
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.SqlAsync($"UPDATE organizations SET is_active = false WHERE organization_id = '{scene.Code}'");
        await scene.LoadAsync();
        (await scene.Archive.ViewAsync(scene.Code)).Values.Single().IsPayable(TestClock.Today).ShouldBeFalse();
        await scene.Positions.SqlAsync($"UPDATE organizations SET is_active = true WHERE organization_id = '{scene.Code}'");
        await scene.LoadAsync();
        await scene.ShouldBeAlignedAsync();
    }

    [Fact]
    public async Task A_debt_that_must_not_be_pushed_any_more_is_closed()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, p.Version, new() { RequestToPay = "haste-harms" });
        await scene.LoadAsync();
        $"{(await scene.ReadAsync(p)).State} open={(await scene.KnownAsync(p))!.IsOpen}".ShouldBe("refused open=False");
    }
}
