using System.Text;
using Npgsql;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>
/// What nobody answered, what another archive has, what was under way: the archive ends up with what can be paid all the same.
/// </summary>
public sealed class ArchiveDoubtTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.Archive.NoFaultAsync();

    public Task DisposeAsync() => world.Archive.NoFaultAsync();

    [Fact]
    public async Task An_unanswered_change_that_is_taken_back_is_told_again()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync(PositionScene.Input(10_000, externalId: Guid.NewGuid().ToString("N")));
        await scene.LoadAsync();
        await scene.Archive.FaultAsync("drop-after");
        await scene.Positions.CreateAsync(PositionScene.Input(9_000, externalId: p.ExternalId));
        await scene.LoadAsync();
        (await scene.KnownAsync(p))!.Amount.ShouldBe(9_000);
        await scene.Positions.CreateAsync(PositionScene.Input(10_000, externalId: p.ExternalId));
        await scene.Archive.NoFaultAsync();
        await scene.LoadAsync();
        await scene.CallAsync();
        $"{(await scene.ReadAsync(p)).State} {(await scene.KnownAsync(p))!.Amount}".ShouldBe("loaded 10000");
    }

    [Fact]
    public async Task An_unanswered_closing_is_not_forgotten_when_the_position_is_reopened()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Archive.FaultAsync("drop-after");
        await scene.Positions.CancelAsync(p);
        await scene.LoadAsync();
        await scene.Positions.ReopenAsync(p);
        await scene.Archive.NoFaultAsync();
        await scene.LoadAsync();
        await scene.CallAsync();
        $"{(await scene.ReadAsync(p)).State} open={(await scene.KnownAsync(p))!.IsOpen}".ShouldBe("refused open=False");
    }

    [Fact]
    public async Task Another_address_is_told_all()
    {
        await using var other = await Archive.StartAsync();
        var scene = await world.SceneAsync();
        await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var c = await scene.Client.Connections.ReadAsync(scene.Code, "aca");
        await scene.Client.Connections.ChangeAsync(scene.Code, "aca", c.Version, new() { BaseUrl = other.Url });
        await scene.LoadAsync();
        await scene.CallAsync();
        (await other.ViewAsync(scene.Code)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Back_at_the_first_archive_what_was_paid_meanwhile_is_closed()
    {
        await using var other = await Archive.StartAsync();
        var scene = await world.SceneAsync();
        var owed = await scene.Money.OwedAsync();
        await scene.LoadAsync();
        await scene.Client.Connections.RemoveAsync(scene.Code, "aca");
        await scene.ConnectAsync(other.Url);
        await scene.LoadAsync();
        await scene.Money.ReceiveAsync(owed);
        await scene.LoadAsync();
        (await other.ViewAsync(scene.Code)).Values.Single().IsOpen.ShouldBeFalse();
        await scene.Client.Connections.RemoveAsync(scene.Code, "aca");
        await scene.ConnectAsync();
        await scene.LoadAsync();
        (await scene.Archive.ViewAsync(scene.Code)).Values.Single().IsOpen.ShouldBeFalse("paid, and payable in the archive");
    }

    [Fact]
    public async Task A_change_under_way_when_the_connection_is_entered_is_told()
    {
        var scene = await world.SceneAsync(isConnected: false);
        var p = await scene.Positions.CreateAsync();
        await using var source = NpgsqlDataSource.Create(scene.Api.ConnectionString);
        await using (var c = await source.OpenConnectionAsync())
        await using (var t = await c.BeginTransactionAsync())
        {
            await using var u = new NpgsqlCommand(
                $"UPDATE instalments SET amount_cents = 7777 WHERE organization_id = '{scene.Code}'",
                c,
                t
            );
            await u.ExecuteNonQueryAsync();
            await scene.EnterAsync();
            await scene.LoadAsync();
            await t.CommitAsync();
        }
        await scene.WhenAlignedAsync();
        (await scene.KnownAsync(p))!.Amount.ShouldBe(7777);
    }

    [Fact]
    public async Task Closed_there_is_not_loaded_because_it_changed_back()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        using var closed = await scene.Archive.Http.PostAsync(
            "aca/v1/paCreatePosition",
            new StringContent(
                (await scene.KnownAsync(p))!.Told.ToJsonString().Replace("\"amount\":10000", "\"amount\":0", StringComparison.Ordinal),
                Encoding.UTF8,
                "application/json"
            )
        );
        closed.EnsureSuccessStatusCode();
        var q = await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, p.Version, new() { Description = "TARI 2027" });
        await scene.LoadAsync();
        (await scene.ReadAsync(p)).State.ShouldBe("refused");
        await scene.Positions.Positions.ChangeAsync(scene.Code, p.Id, q.Version, new() { Description = "TARI 2026" });
        await scene.LoadAsync();
        (await scene.ReadAsync(p)).State.ShouldBe("refused");
    }

    [Fact]
    public async Task Told_again_unanswered_and_cancelled_is_closed()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.CancelAsync(p);
        await scene.LoadAsync();
        await scene.Positions.ReopenAsync(p);
        await scene.LoadAsync();
        await scene.Archive.ForgetAsync();
        await scene.Archive.FaultAsync("drop-after");
        await CreateAcaAlignmentTests.AlignAsync(scene, "all");
        (await scene.KnownAsync(p))!.IsOpen.ShouldBeTrue();
        await scene.Positions.CancelAsync(p);
        await scene.Archive.NoFaultAsync();
        await scene.LoadAsync();
        await scene.CallAsync();
        $"{(await scene.ReadAsync(p)).State} open={(await scene.KnownAsync(p))!.IsOpen}".ShouldBe("withdrawn open=False");
    }

    [Fact]
    public async Task An_archive_restored_from_before_a_closing_is_told_again()
    {
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var told = (await scene.KnownAsync(p))!.Told.ToJsonString();
        await scene.Positions.CancelAsync(p);
        await scene.LoadAsync();
        await scene.Archive.ForgetAsync();
        using var restored = await scene.Archive.Http.PostAsync(
            "aca/v1/paCreatePosition",
            new StringContent(told, Encoding.UTF8, "application/json")
        );
        await CreateAcaAlignmentTests.AlignAsync(scene, "all");
        (await scene.KnownAsync(p))!.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Reopened_for_another_archive_while_paused_is_told()
    {
        await using var other = await Archive.StartAsync();
        var scene = await world.SceneAsync();
        var p = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.CancelAsync(p);
        await scene.LoadAsync();
        await scene.Positions.ReopenAsync(p);
        await scene.LoadAsync();
        await scene.Client.Connections.RemoveAsync(scene.Code, "aca");
        await scene.Client.Connections.CreateAsync(
            scene.Code,
            new()
            {
                Code = "aca",
                BaseUrl = other.Url,
                IsPaused = true,
            }
        );
        await scene.LoadAsync();
        await scene.PauseAsync(isPaused: false);
        await scene.WhenAlignedAsync();
        $"{(await scene.ReadAsync(p)).State} {(await other.ViewAsync(scene.Code)).Count}".ShouldBe("loaded 1");
    }
}
