using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>Whatever the archive does, nothing is lost, and the reason can be read.</summary>
public sealed class ArchiveFaultTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.Archive.NoFaultAsync();

    public Task DisposeAsync() => world.Archive.NoFaultAsync();

    [Theory]
    [InlineData("html-page", "answer-unreadable")]
    [InlineData("error-in-200", "answer-unreadable")]
    [InlineData("half-page", "answer-unreadable")]
    [InlineData("server-error", "service-failed")]
    [InlineData("slow", "service-timeout")]
    [InlineData("drop-before", "service-unreachable")]
    [InlineData("drop-after", "service-unreachable")]
    [InlineData("too-many-requests", "service-throttled")]
    public async Task What_fails_waits_with_its_reason_and_is_told_when_it_can_be(string fault, string code)
    {
        var scene = await world.SceneAsync();
        var positions = new[] { await scene.Positions.CreateAsync(), await scene.Positions.CreateAsync() };
        await scene.Archive.FaultAsync(fault);

        await scene.LoadAsync();

        var connection = await scene.Client.Connections.ReadAsync(scene.Code, "aca");
        var notice = await scene.ReadAsync(positions[0]);
        notice.State.ShouldBe("to-load");
        (connection.Failure?.Code ?? notice.Failure?.Code).ShouldBe(code);
        connection.BacklogCount.ShouldBe(2);

        await scene.Archive.NoFaultAsync();
        await Task.Delay(fault == "too-many-requests" ? 1_100 : 0);
        foreach (var position in positions)
            await scene.Client.AcaNotices.RetryAsync(scene.Code, PositionScene.Instalment(position).NoticeNumber!);
        var after = await scene.CallAsync();

        (after.State, after.BacklogCount).ShouldBe(("working", 0));
        await scene.ShouldBeAlignedAsync();
    }

    [Fact]
    public async Task What_the_archive_refuses_is_told_and_holds_nobody_up()
    {
        var scene = await world.SceneAsync();
        // Paid in the archive and closed there by somebody else: it takes nothing of it any more.
        var first = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        using var closed = await scene.Archive.Http.PostAsync(
            "aca/v1/paCreatePosition",
            new StringContent(
                (await scene.KnownAsync(first))!.Told.ToJsonString().Replace("\"amount\":10000", "\"amount\":0", StringComparison.Ordinal),
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        closed.EnsureSuccessStatusCode();
        await scene.Positions.Positions.ChangeAsync(scene.Code, first.Id, first.Version, new() { Description = "TARI 2027" });
        var second = await scene.Positions.CreateAsync();

        await scene.LoadAsync();

        (await scene.ReadAsync(first)).ShouldSatisfyAllConditions(
            n => n.State.ShouldBe("refused"),
            n => n.Failure!.Code.ShouldBe("aca-notice-closed")
        );
        (await scene.ReadAsync(second)).State.ShouldBe("loaded");
        var told = (await scene.Client.Events.ListAsync(scene.Code, new() { Type = "aca-notice.refused" })).Items.Single();
        told.Subject.Id.ShouldBe(PositionScene.Instalment(first).NoticeNumber);
    }

    /// <summary>The call was made and nobody knows what came of it; then it is paid: the archive is told all the same.</summary>
    [Fact]
    public async Task What_the_archive_may_know_is_closed_though_it_never_said_so()
    {
        var scene = await world.SceneAsync();
        var owed = await scene.Money.OwedAsync();
        await scene.Archive.FaultAsync("drop-after");
        await scene.LoadAsync();
        (await scene.Archive.ViewAsync(scene.Code)).Count.ShouldBe(1);
        (await scene.ReadAsync(owed)).ToldAmountCents.ShouldBeNull();

        await scene.Money.ReceiveAsync(owed);
        await scene.Archive.NoFaultAsync();
        await scene.CallAsync();

        (await scene.Archive.ViewAsync(scene.Code)).Values.Single().IsOpen.ShouldBeFalse();
        (await scene.ReadAsync(owed)).State.ShouldBe("withdrawn");
    }

    [Fact]
    public async Task Another_organizations_failure_stops_nobody()
    {
        var (failing, other) = (await world.SceneAsync(isConnected: false), await world.SceneAsync());
        await failing.ConnectAsync("http://127.0.0.1:9/aca/v1");
        var (stuck, told) = (await failing.Positions.CreateAsync(), await other.Positions.CreateAsync());

        await other.LoadAsync();

        (await failing.ReadAsync(stuck)).State.ShouldBe("to-load");
        (await failing.Client.Connections.ReadAsync(failing.Code, "aca")).Failure!.Code.ShouldBe("service-unreachable");
        (await other.ReadAsync(told)).State.ShouldBe("loaded");
    }
}
