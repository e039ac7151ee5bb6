using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Who asks gets a run that begins after the asking is committed, whatever else asked with the same key.</summary>
public sealed class JobQueueTests : IAsyncLifetime
{
    private readonly OneApi _one = new();
    private PositionScene _scene = null!;

    public async Task InitializeAsync()
    {
        await _one.InitializeAsync();
        _scene = await PositionScene.CreateAsync(_one.Api);
    }

    public Task DisposeAsync() => _one.DisposeAsync();

    [Fact]
    public async Task Those_who_ask_before_the_run_begins_share_it()
    {
        for (var i = 0; i < 5; i++)
            await AskAsync();

        (await _one.Api.RunJobsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Who_commits_after_the_run_began_gets_another_one_although_it_asked_before()
    {
        await using var slow = await AskingAsync();
        await AskAsync();

        (await _one.Api.RunJobsAsync()).ShouldBe(1);
        await slow.CommitAsync();
        (await _one.Api.RunJobsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_asked_for_during_a_run_waits_for_its_end()
    {
        await AskAsync();
        await SetAsync("state = 'running', attempts = 1, lease_owner = 'another', lease_until = now() + interval '1 minute'");
        await AskAsync();
        (await _one.Api.RunJobsAsync()).ShouldBe(0);

        await SetAsync("state = 'done', finished_at = now() WHERE state = 'running'");

        (await _one.Api.RunJobsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_taken_over_from_a_dead_worker_takes_nothing_along()
    {
        await AskAsync();
        await SetAsync("state = 'running', attempts = 1, lease_owner = 'another', lease_until = now() - interval '1 second'");
        await AskAsync();

        (await _one.Api.RunJobsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_failed_and_pauses_keeps_nobody_waiting()
    {
        await AskAsync();
        await SetAsync("state = 'running', attempts = 1, lease_owner = NULL, lease_until = now() + interval '10 minutes'");
        await AskAsync();

        (await _one.Api.RunJobsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_nothing_under_way_is_served_before_those_who_asked_earlier()
    {
        var other = await PositionScene.CreateAsync(_one.Api);
        await AskAsync();
        await SetAsync(
            "state = 'running', attempts = 1, lease_owner = 'another', lease_until = now() + interval '1 minute', dedupe_key = NULL"
        );
        await AskAsync();
        await AskAsync(other.Organization);
        var runner = _one.Api.Services.GetRequiredService<JobRunner>();

        (await runner.RunOnceAsync(default)).ShouldBeTrue();

        (await WaitingAsync(other)).ShouldBe(0);
        (await WaitingAsync(_scene)).ShouldBe(1);
        (await runner.RunOnceAsync(default)).ShouldBeTrue("nobody else waits");
        (await WaitingAsync(_scene)).ShouldBe(0);
    }

    [Fact]
    public async Task A_process_keeps_a_runner_for_the_others_however_much_one_organization_asks_for()
    {
        var other = await PositionScene.CreateAsync(_one.Api);
        await AskAsync();
        var runner = _one.Api.Services.GetRequiredService<JobRunner>();
        (await runner.RunOnceAsync(default)).ShouldBeTrue();
        var limit = _one.Api.Services.GetRequiredService<JobRunners>()[JobLane.Bulk].PerOrganizationMax;
        // As if that process were at work on as many of its jobs as it may be.
        await _scene.SqlAsync(
            $"""
            INSERT INTO jobs (job_id, kind, organization_id, payload, state, attempts, run_after, created_at, lease_owner, lease_until)
            SELECT gen_random_uuid(), kind, organization_id, payload, 'running', 1, run_after, created_at, lease_owner,
                now() + interval '1 minute'
            FROM jobs, generate_series(1, {limit}) WHERE organization_id = '{_scene.Organization}' AND state = 'done'
            """
        );
        await AskAsync();

        (await runner.RunOnceAsync(default)).ShouldBeFalse();
        await AskAsync(other.Organization);
        (await runner.RunOnceAsync(default)).ShouldBeTrue();

        ((await WaitingAsync(other)), (await WaitingAsync(_scene))).ShouldBe((0, 1));
        await _scene.SqlAsync("UPDATE jobs SET state = 'done' WHERE job_id IN (SELECT job_id FROM jobs WHERE state = 'running' LIMIT 1)");
        (await runner.RunOnceAsync(default)).ShouldBeTrue();
    }

    private Task<long> WaitingAsync(PositionScene scene) =>
        new PositionRows(_one.Api.ConnectionString).ReadAsync<long>(
            $"SELECT count(*) FROM jobs WHERE state = 'queued' AND organization_id = '{scene.Organization}'"
        );

    private async Task AskAsync(string? organization = null)
    {
        await using var asking = await AskingAsync(organization);
        await asking.CommitAsync();
    }

    private async Task<TenantScope> AskingAsync(string? organization = null)
    {
        var scope = await _one.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(organization ?? _scene.Organization);
        await scope.Get<JobQueue>().EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), "auto", default);
        return scope;
    }

    private Task SetAsync(string change) => _scene.SqlAsync($"UPDATE jobs SET {change}");
}
