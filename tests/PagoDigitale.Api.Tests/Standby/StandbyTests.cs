using System.Diagnostics;
using System.Net;
using PagoDigitale.Api.Tests.Contract;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Standby;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Standby;

/// <summary>Reads on a standby (decision 0031), tried with real streaming replication.</summary>
public sealed class StandbyTests(StandbyScene scene) : IClassFixture<StandbyScene>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await scene.UntilAsync(StandbyState.Following);
        scene.Reads.Take();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_list_is_answered_by_the_standby()
    {
        var created = await scene.Positions.CreateAsync();

        var listed = await scene.Positions.Positions.ListAsync(scene.Positions.Organization);

        listed.Items.ShouldContain(p => p.Id == created.Id);
        scene.Reads.Take().ShouldBe(["standby"]);
    }

    [Fact]
    public async Task What_was_created_is_in_the_list_at_once_however_often()
    {
        for (var i = 0; i < 40; i++)
        {
            var created = await scene.Positions.CreateAsync();

            var listed = await scene.Positions.Positions.ListAsync(scene.Positions.Organization);

            listed.Items[0].Id.ShouldBe(created.Id);
        }
        scene.Reads.Take().Count(r => r == "standby").ShouldBeGreaterThan(20);
    }

    /// <summary>A job, another replica, somebody at a console: nobody tells this process what was written.</summary>
    [Fact]
    public async Task What_another_process_has_committed_is_in_the_list_as_well()
    {
        await using var beside = await TestApi.BesideAsync(scene.Api, TestClock.Instance);
        for (var i = 0; i < 10; i++)
        {
            var created = await beside.Admin.Positions.CreateAsync(scene.Positions.Organization, PositionScene.Input());

            var listed = await scene.Positions.Positions.ListAsync(scene.Positions.Organization);

            listed.Items[0].Id.ShouldBe(created.Id);
        }
        scene.Reads.Take().ShouldContain("standby");
    }

    [Fact]
    public async Task Every_operation_that_may_is_answered_by_the_standby_and_writes_nothing()
    {
        var organizations = await TwoOrganizations.CreateAsync(scene.Api);
        using var http = scene.Api.Http(await organizations.TokenAsync(Scopes.All, ["*"]));
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => StandbyOperationTests.OnStandby.Contains(o.OperationId)))
        foreach (var organization in new[] { organizations.Own, organizations.Foreign })
        {
            await scene.UntilAsync(StandbyState.Following);
            scene.Reads.Take();
            using var request = organizations.Request(operation, organization, withBody: false);

            using var answer = await http.SendAsync(request);

            // Who writes there is refused (25006) and then read again from the primary, which would count as a second read.
            scene.Reads.Take().ShouldBe(["standby"], operation.OperationId);
            // The other one has a thing of every kind, but not all in a state that a life brings about.
            if (organization == organizations.Own)
                ((int)answer.StatusCode).ShouldBeLessThan(500, operation.OperationId);
        }
    }

    [Fact]
    public async Task A_standby_that_stands_still_is_passed_by_and_then_told()
    {
        await scene.Servers.PauseAsync();
        try
        {
            var created = await scene.Positions.CreateAsync();
            var listed = await scene.Positions.Positions.ListAsync(scene.Positions.Organization);
            listed.Items[0].Id.ShouldBe(created.Id);
            scene.Reads.Take().ShouldHaveSingleItem().ShouldStartWith("primary");

            await scene.UntilAsync(StandbyState.Behind);

            var again = await scene.Positions.Positions.ListAsync(scene.Positions.Organization);
            again.Items[0].Id.ShouldBe(created.Id);
            scene.Reads.Take().ShouldBe(["primary behind"]);
            (await scene.ToldAsync()).ShouldNotBeNull().ShouldContain("seconds behind: reads go to the primary");
        }
        finally
        {
            await scene.Servers.ResumeAsync();
        }
        await scene.UntilAsync(StandbyState.Following);
        await scene.Positions.Positions.ListAsync(scene.Positions.Organization);
        scene.Reads.Take().ShouldBe(["standby"]);
        (await scene.ToldAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_read_that_is_in_the_way_of_the_replay_is_done_again_on_the_primary()
    {
        var created = await scene.Positions.CreateAsync();
        await using var first = await scene.LockAsync("instalments");
        // On the standby it holds what it has read already, the positions, and waits for their instalments.
        var listing = scene.Positions.Positions.ListAsync(scene.Positions.Organization);
        (await scene.UntilOneWaitsAsync()).ShouldContain("instalments");

        // This cannot be replayed while it does: the standby ends it with 40001.
        await using var second = await scene.LockAsync("positions");
        await scene.UntilNoneWaitsAsync();
        await first.CloseAsync();
        await second.CloseAsync();

        (await listing).Items[0].Id.ShouldBe(created.Id);
        scene.Reads.Take().ShouldBe(["standby", "primary lost"]);
        var log = await scene.Api.Admin.ActivityLog.ListAsync(scene.Positions.Organization);
        log.Items.Count(e => e.OperationId == "listPositions" && e.OccurredAt >= created.CreatedAt).ShouldBe(1);
    }

    [Fact]
    public async Task A_standby_that_is_killed_costs_no_answer_and_is_asked_again_when_it_is_back()
    {
        var created = await scene.Positions.CreateAsync();
        await scene.Positions.Positions.ListAsync(scene.Positions.Organization);
        scene.Reads.Take().ShouldBe(["standby"]);

        using (var standby = Process.GetProcessById(scene.Servers.Standby.ProcessId))
            standby.Kill();

        for (var i = 0; i < 10; i++)
            (await scene.Positions.Positions.ListAsync(scene.Positions.Organization)).Items[0].Id.ShouldBe(created.Id);
        scene.Reads.Take().ShouldContain(r => r.StartsWith("primary", StringComparison.Ordinal));
        // A connection that died with the standby and still lies in the pool costs a question to the primary, and a look at the standby.
        for (var i = 0; i < 10; i++)
        {
            await scene.UntilAsync(StandbyState.Following);
            await scene.Positions.Positions.ListAsync(scene.Positions.Organization);
        }
        scene.Reads.Take().ShouldContain("standby");
    }

    [Fact]
    public async Task A_copy_of_another_database_is_not_asked()
    {
        var other = await scene.Servers.CreateDatabaseAsync($"other_{Guid.NewGuid():N}");
        await using var api = await StandbyScene.StartAsync((other.Primary, scene.Servers.Standby.ConnectionStringFor("app")));

        await StandbyScene.UntilAsync(api, StandbyState.Strange);
        scene.Reads.Take();

        await api.Admin.Organizations.ListAsync();
        scene.Reads.Take().ShouldBe(["primary strange"]);
    }

    [Fact]
    public async Task The_primary_itself_is_no_standby()
    {
        var other = await scene.Servers.CreateDatabaseAsync($"itself_{Guid.NewGuid():N}");
        await using var api = await StandbyScene.StartAsync((other.Primary, other.Primary));

        await StandbyScene.UntilAsync(api, StandbyState.NoStandby);
        scene.Reads.Take();

        await api.Admin.Organizations.ListAsync();
        scene.Reads.Take().ShouldBe(["primary nostandby"]);
    }

    [Fact]
    public async Task A_standby_that_never_answered_is_told_and_costs_nobody_anything()
    {
        var other = await scene.Servers.CreateDatabaseAsync($"alone_{Guid.NewGuid():N}");
        await using var api = await StandbyScene.StartAsync((other.Primary, "Host=127.0.0.1;Port=1;Username=x;Database=x"));

        using var http = api.Http();
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.Admin.Status.ReadReadinessAsync()).Checks!.Single(c => c.Name == "standby").Detail.ShouldNotBeNull();
        await api.Admin.Organizations.ListAsync();
        scene.Reads.Take().ShouldContain("primary away");
    }
}
