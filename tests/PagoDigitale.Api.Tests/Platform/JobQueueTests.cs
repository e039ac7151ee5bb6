using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Platform.Jobs;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Api.Tests.Positions;
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

    private async Task AskAsync()
    {
        await using var asking = await AskingAsync();
        await asking.CommitAsync();
    }

    private async Task<TenantScope> AskingAsync()
    {
        var scope = await _one.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(_scene.Organization);
        await scope.Get<JobQueue>().EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), "auto", default);
        return scope;
    }

    private Task SetAsync(string change) => _scene.SqlAsync($"UPDATE jobs SET {change}");
}
