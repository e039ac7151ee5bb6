using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Jobs;

public sealed class ReadJobTests(OneApi one) : JobScene(one)
{
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
    public async Task A_client_of_single_organizations_reads_no_job_not_even_its_own()
    {
        var asked = await AskAsync();
        using var bound = await BoundAsync();

        await RefusalAsync(403, "organization-not-allowed", () => bound.Jobs.ReadAsync(asked.Id));
    }

    [Theory]
    [InlineData("job_01kav7w1e2mctm42brdwpes67b")]
    [InlineData("job_malformed")]
    public async Task A_job_that_is_not_there_is_not_found(string id) => await RefusalAsync(404, "job-not-found", () => Jobs.ReadAsync(id));
}
