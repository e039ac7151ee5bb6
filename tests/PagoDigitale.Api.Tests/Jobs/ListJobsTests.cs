using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Jobs;

/// <summary>Who runs the platform sees what its jobs do.</summary>
public sealed class ListJobsTests(OneApi one) : JobScene(one)
{
    [Theory]
    [InlineData("state = 'queued'", BackgroundJobStates.Queued)]
    [InlineData("state = 'running', lease_owner = 'another', lease_until = now() + interval '1 minute'", BackgroundJobStates.Running)]
    [InlineData("state = 'running', lease_owner = NULL, lease_until = now() + interval '1 minute'", BackgroundJobStates.Retrying)]
    [InlineData("state = 'running', lease_owner = 'dead', lease_until = now() - interval '1 second'", BackgroundJobStates.Retrying)]
    [InlineData("state = 'done', finished_at = now()", BackgroundJobStates.Done)]
    [InlineData("state = 'parked', finished_at = now()", BackgroundJobStates.Parked)]
    public async Task A_job_is_found_by_the_state_it_truly_is_in(string how, string state)
    {
        var asked = await AskAsync();
        await SetAsync(how);

        (await ListAsync(state)).ShouldHaveSingleItem().Id.ShouldBe(asked.Id);
        foreach (var other in new[] { "queued", "running", "retrying", "done", "parked" }.Where(s => s != state))
            (await ListAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_filter_finds_its_own()
    {
        var asked = await AskAsync();
        var other = await PositionScene.CreateAsync(Api);
        await AskAsync(other.Organization);

        asked.Kind.ShouldBe("reconciliation.run");
        (asked.Lane, asked.Priority, asked.Organization, asked.Attempts).ShouldBe(("bulk", 100, Scene.Organization, 0));
        (asked.LastError, asked.StartedAt).ShouldBe((null, null));
        (
            await Jobs.ListAsync(
                new()
                {
                    Organization = Scene.Organization,
                    Lane = "bulk",
                    Kind = asked.Kind,
                }
            )
        ).Items.Single().Id.ShouldBe(asked.Id);
        (await Jobs.ListAsync(new() { Organization = Scene.Organization, Lane = "night" })).Items.ShouldBeEmpty();
        (await Jobs.ListAsync(new() { Organization = Scene.Organization, Kind = "flow.validate" })).Items.ShouldBeEmpty();
        var day = DateOnly.FromDateTime(TestClock.Now.UtcDateTime);
        (
            await Jobs.ListAsync(
                new()
                {
                    Organization = Scene.Organization,
                    CreatedFrom = day.AddDays(-1),
                    CreatedTo = day.AddDays(1),
                }
            )
        ).Items.Count.ShouldBe(1);
        (await Jobs.ListAsync(new() { Organization = Scene.Organization, CreatedTo = day.AddDays(-2) })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_one_another_newest_first()
    {
        for (var i = 0; i < 3; i++)
            await AskAsync();

        var first = await Jobs.ListAsync(new() { Organization = Scene.Organization, Limit = 2 });
        var second = await Jobs.ListAsync(
            new()
            {
                Organization = Scene.Organization,
                Limit = 2,
                Cursor = first.NextCursor,
            }
        );

        var ids = first.Items.Concat(second.Items).Select(j => j.Id).ToList();
        ids.Count.ShouldBe(3);
        ids.ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_client_of_single_organizations_sees_no_jobs_not_even_its_own()
    {
        await AskAsync();
        using var bound = await BoundAsync();

        await RefusalAsync(403, "organization-not-allowed", () => bound.Jobs.ListAsync());
        await RefusalAsync(403, "organization-not-allowed", () => bound.Jobs.ListAsync(new() { Organization = Scene.Organization }));
    }

    private async Task<IReadOnlyCollection<BackgroundJob>> ListAsync(string state) =>
        [.. (await Jobs.ListAsync(new() { Organization = Scene.Organization, State = [state] })).Items];
}
