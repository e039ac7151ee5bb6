using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Jobs;

/// <summary>Who runs the platform sees what its jobs do, and has done what was given up.</summary>
public sealed class JobTests(OneApi one) : IClassFixture<OneApi>, IAsyncLifetime
{
    private PositionScene _scene = null!;

    private JobsClient Jobs => one.Api.Admin.Jobs;

    public async Task InitializeAsync() => _scene = await PositionScene.CreateAsync(one.Api);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("state = 'queued'", BackgroundJobStates.Queued)]
    [InlineData("state = 'running', lease_owner = 'another', lease_until = now() + interval '1 minute'", BackgroundJobStates.Running)]
    [InlineData("state = 'running', lease_owner = NULL, lease_until = now() + interval '1 minute'", BackgroundJobStates.Retrying)]
    [InlineData("state = 'running', lease_owner = 'dead', lease_until = now() - interval '1 second'", BackgroundJobStates.Retrying)]
    [InlineData("state = 'done', finished_at = now()", BackgroundJobStates.Done)]
    [InlineData("state = 'parked', finished_at = now()", BackgroundJobStates.Parked)]
    public async Task A_job_is_shown_in_the_state_it_truly_is_in(string how, string state)
    {
        var asked = await AskAsync();
        await SetAsync(how);

        var job = await Jobs.ReadAsync(asked.Id);

        job.State.ShouldBe(state);
        (job.LeaseUntil is not null).ShouldBe(state == BackgroundJobStates.Running);
        (job.FinishedAt is not null).ShouldBe(state is BackgroundJobStates.Done or BackgroundJobStates.Parked);
        (await ListAsync(state)).ShouldHaveSingleItem().Id.ShouldBe(asked.Id);
        foreach (var other in new[] { "queued", "running", "retrying", "done", "parked" }.Where(s => s != state))
            (await ListAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_filter_finds_its_own()
    {
        var asked = await AskAsync();
        var other = await PositionScene.CreateAsync(one.Api);
        await AskAsync(other.Organization);

        asked.Kind.ShouldBe("reconciliation.run");
        (asked.Lane, asked.Priority, asked.Organization, asked.Attempts).ShouldBe(("bulk", 100, _scene.Organization, 0));
        (asked.LastError, asked.StartedAt).ShouldBe((null, null));
        (await Jobs.ListAsync(organization: _scene.Organization, lane: "bulk", kind: asked.Kind)).Items.Single().Id.ShouldBe(asked.Id);
        (await Jobs.ListAsync(organization: _scene.Organization, lane: "night")).Items.ShouldBeEmpty();
        (await Jobs.ListAsync(organization: _scene.Organization, kind: "flow.validate")).Items.ShouldBeEmpty();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        (
            await Jobs.ListAsync(organization: _scene.Organization, createdFrom: day.AddDays(-1), createdTo: day.AddDays(1))
        ).Items.Count.ShouldBe(1);
        (await Jobs.ListAsync(organization: _scene.Organization, createdTo: day.AddDays(-2))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_one_another_newest_first()
    {
        for (var i = 0; i < 3; i++)
            await AskAsync();

        var first = await Jobs.ListAsync(organization: _scene.Organization, limit: 2);
        var second = await Jobs.ListAsync(organization: _scene.Organization, limit: 2, cursor: first.NextCursor);

        var ids = first.Items.Concat(second.Items).Select(j => j.Id).ToList();
        ids.Count.ShouldBe(3);
        ids.ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_parked_job_that_is_retried_is_done()
    {
        var asked = await AskAsync();
        await SetAsync("state = 'parked', attempts = 12, finished_at = now(), last_error = 'System.TimeoutException: too late'");

        var retried = await Jobs.RetryAsync(asked.Id);

        (retried.State, retried.Attempts, retried.FinishedAt).ShouldBe((BackgroundJobStates.Queued, 0, null));
        (await Jobs.RetryAsync(asked.Id)).State.ShouldBe(BackgroundJobStates.Queued, "it waits already");
        await one.Api.RunJobsAsync();
        var done = await Jobs.ReadAsync(asked.Id);
        (done.State, done.Attempts, done.LastError).ShouldBe((BackgroundJobStates.Done, 1, null));
        done.StartedAt.ShouldNotBeNull();
        (
            await _scene.QueryAsync<string>(
                $"SELECT outcome FROM activity_log WHERE organization_id = '*' AND operation_id = 'retryJob' AND resource = '{asked.Id}'"
            )
        ).ShouldBe(["succeeded", "succeeded"]);
    }

    [Theory]
    [InlineData("state = 'running', lease_owner = 'another', lease_until = now() + interval '1 minute'", "running")]
    [InlineData("state = 'running', lease_owner = NULL, lease_until = now() + interval '1 minute'", "retrying")]
    [InlineData("state = 'done', finished_at = now()", "done")]
    public async Task What_was_not_given_up_is_not_retried(string how, string state)
    {
        var asked = await AskAsync();
        await SetAsync(how);

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => Jobs.RetryAsync(asked.Id));

        refusal.Code.ShouldBe("job-not-parked");
        refusal.Problem!.Detail!.ShouldContain($"is {state}");
    }

    [Fact]
    public async Task The_last_error_is_one_line_without_anybodys_data()
    {
        var asked = await AskAsync();
        await SetAsync(
            """
            state = 'parked', last_error =
                'Npgsql.PostgresException (0x80004005): 22P02: invalid input syntax for type uuid: "RSSMRA80A01H501U"' || chr(10) ||
                'DETAIL: Key (name)=(Mario Rossi)'
            """
        );

        var error = (await Jobs.ReadAsync(asked.Id)).LastError;

        error.ShouldBe("Npgsql.PostgresException (…): …: invalid input syntax for type uuid: …");
    }

    [Fact]
    public async Task A_client_of_single_organizations_sees_no_jobs_not_even_its_own()
    {
        var asked = await AskAsync();
        var made = await one.Api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Partner",
                Scopes = ["jobs:manage"],
                Organizations = [_scene.Organization],
            }
        );
        using var bound = one.Api.Client(made.ClientId, made.ClientSecret);

        foreach (
            var call in new Func<Task>[]
            {
                () => bound.Jobs.ListAsync(),
                () => bound.Jobs.ReadAsync(asked.Id),
                () => bound.Jobs.RetryAsync(asked.Id),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleException>(call)).Code.ShouldBe("organization-not-allowed");
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_not_found()
    {
        (await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => Jobs.ReadAsync("job_01kav7w1e2mctm42brdwpes67b"))).Status.ShouldBe(
            404
        );
        (await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => Jobs.RetryAsync("job_01kav7w1e2mctm42brdwpes67b"))).Status.ShouldBe(
            404
        );
    }

    private async Task<IReadOnlyCollection<BackgroundJob>> ListAsync(string state) =>
        [.. (await Jobs.ListAsync(organization: _scene.Organization, state: state)).Items];

    private async Task<BackgroundJob> AskAsync(string? organization = null)
    {
        var code = organization ?? _scene.Organization;
        await using var scope = await one.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(code);
        await scope.Get<JobQueue>().EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), null, default);
        await scope.CommitAsync();
        return (await Jobs.ListAsync(organization: code, limit: 1)).Items.Single();
    }

    private Task SetAsync(string change) => _scene.SqlAsync($"UPDATE jobs SET {change} WHERE organization_id = '{_scene.Organization}'");
}
