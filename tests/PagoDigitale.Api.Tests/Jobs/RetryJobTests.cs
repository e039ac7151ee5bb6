using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Jobs;

/// <summary>Who runs the platform has done what was given up.</summary>
public sealed class RetryJobTests(OneApi one) : JobScene(one)
{
    [Fact]
    public async Task A_parked_job_that_is_retried_is_done()
    {
        var asked = await AskAsync();
        await SetAsync("state = 'parked', attempts = 12, finished_at = now(), last_error = 'System.TimeoutException: too late'");

        var retried = await Jobs.RetryAsync(asked.Id);

        (retried.State, retried.Attempts, retried.FinishedAt).ShouldBe((BackgroundJobStates.Queued, 0, null));
        (await Jobs.RetryAsync(asked.Id)).State.ShouldBe(BackgroundJobStates.Queued, "it waits already");
        await Api.RunJobsAsync();
        var done = await Jobs.ReadAsync(asked.Id);
        (done.State, done.Attempts, done.LastError).ShouldBe((BackgroundJobStates.Done, 1, null));
        done.StartedAt.ShouldNotBeNull();
        (
            await Scene.QueryAsync<string>(
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
    public async Task A_client_of_single_organizations_retries_no_job_not_even_its_own()
    {
        var asked = await AskAsync();
        await SetAsync("state = 'parked', attempts = 12, finished_at = now()");
        using var bound = await BoundAsync();

        await RefusalAsync(403, "organization-not-allowed", () => bound.Jobs.RetryAsync(asked.Id));

        (await Jobs.ReadAsync(asked.Id)).State.ShouldBe(BackgroundJobStates.Parked);
    }

    [Theory]
    [InlineData("job_01kav7w1e2mctm42brdwpes67b")]
    [InlineData("job_malformed")]
    public async Task A_job_that_is_not_there_is_not_found(string id) =>
        await RefusalAsync(404, "job-not-found", () => Jobs.RetryAsync(id));
}
